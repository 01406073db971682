SELECT CAST(COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('__typename','School','id','U2Nob29sOjo6'||"r25"."uid"||?1,'slug',"r25"."slug",'entryId','U2Nob29sOjo6'||"r25"."uid",'programs',
          (SELECT json_object('totalCount',
              (SELECT COUNT(*) FROM "program_schools" AS "r26_all_links" INNER JOIN "program" AS "r26_all" ON ("r26_all_links"."edition" = "r26_all"."edition") WHERE (("r26_all_links"."target" = "r25"."entry") AND ((+"r26_all"."live_from" <= ?2) AND (+"r26_all"."live_until" > ?2)))),'nodes',json_group_array(json_object('slug',"r26"."slug"))) FROM 
            (SELECT "r26"."slug" FROM "program_schools" AS "r26_links" INNER JOIN "program" AS "r26" ON ("r26_links"."edition" = "r26"."edition") WHERE (("r26_links"."target" = "r25"."entry") AND ((+"r26"."live_from" <= ?2) AND (+"r26"."live_until" > ?2))) ORDER BY "r26_links"."entry" ASC LIMIT ?3) AS "r26"),'kind',"r25"."kind") FROM "school" AS "r25" WHERE (((+"r25"."live_from" <= ?2) AND (+"r25"."live_until" > ?2)) AND ("r25"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?4) AS "type_list" JOIN json_each(?5) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('slug',"r25"."slug",'entryId','U2Nob29sOjo6'||"r25"."uid",'programs',json_object('totalCount',
            (SELECT COUNT(*) FROM "program_schools" AS "r26_all_links" INNER JOIN "program" AS "r26_all" ON ("r26_all_links"."edition" = "r26_all"."edition") WHERE (("r26_all_links"."target" = "r25"."entry") AND ((+"r26_all"."live_from" <= ?6) AND (+"r26_all"."live_until" > ?6))))),'name',COALESCE(("r25"."name" ->> ?7), ("r25"."name" ->> ?8), ("r25"."name" ->> ?9))) FROM "school" AS "r25" WHERE (((+"r25"."live_from" <= ?6) AND (+"r25"."live_until" > ?6)) AND ("r25"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?10) AS "type_list" JOIN json_each(?11) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null') AS BLOB);
