SELECT CAST(COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('__typename','School','id','U2Nob29sOjo6'||"r26"."uid"||char(0,0),'slug',"r26"."slug",'entryId','U2Nob29sOjo6'||"r26"."uid",'programs',
          (SELECT json_object('totalCount',
              (SELECT COUNT(*) FROM "program_schools" AS "r27_all_links" INNER JOIN "program" AS "r27_all" ON ("r27_all_links"."edition" = "r27_all"."edition") WHERE (("r27_all_links"."target" = "r26"."entry") AND ((+"r27_all"."live_from" <= ?1) AND (+"r27_all"."live_until" > ?1)))),'nodes',json_group_array(json_object('slug',"r27"."slug"))) FROM 
            (SELECT "r27"."slug" FROM "program_schools" AS "r27_links" INNER JOIN "program" AS "r27" ON ("r27_links"."edition" = "r27"."edition") WHERE (("r27_links"."target" = "r26"."entry") AND ((+"r27"."live_from" <= ?1) AND (+"r27"."live_until" > ?1))) ORDER BY "r27_links"."entry" ASC LIMIT ?2) AS "r27"),'kind',"r26"."kind") FROM "school" AS "r26" WHERE (((+"r26"."live_from" <= ?1) AND (+"r26"."live_until" > ?1)) AND ("r26"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?3) AS "type_list" JOIN json_each(?4) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('slug',"r26"."slug",'entryId','U2Nob29sOjo6'||"r26"."uid",'programs',json_object('totalCount',
            (SELECT COUNT(*) FROM "program_schools" AS "r27_all_links" INNER JOIN "program" AS "r27_all" ON ("r27_all_links"."edition" = "r27_all"."edition") WHERE (("r27_all_links"."target" = "r26"."entry") AND ((+"r27_all"."live_from" <= ?5) AND (+"r27_all"."live_until" > ?5))))),'name',COALESCE("r26"."name_text_zh_hant", "r26"."name_text_zh_hans", "r26"."name_text_en")) FROM "school" AS "r26" WHERE (((+"r26"."live_from" <= ?5) AND (+"r26"."live_until" > ?5)) AND ("r26"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?6) AS "type_list" JOIN json_each(?7) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null') AS BLOB);
