SELECT CAST(COALESCE(
    (SELECT json_group_array(CASE "r2"."type" WHEN 'School' THEN 
        (SELECT json_object('slug',"r32"."slug") FROM "school" AS "r32" WHERE (((+"r32"."live_from" <= ?1) AND (+"r32"."live_until" > ?1)) AND ("r32"."entry" = 
              (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END) FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?2) AS "type_list" JOIN json_each(?3) AS "uid_list" ON "uid_list".key = "type_list".key ORDER BY place) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_group_array(NULL) FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?4) AS "type_list" JOIN json_each(?5) AS "uid_list" ON "uid_list".key = "type_list".key ORDER BY place) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT NULL FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?6) AS "type_list" JOIN json_each(?7) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans")) FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans" FROM "tag" AS "r2" WHERE (((+"r2"."live_from" <= ?8) AND (+"r2"."live_until" > ?8)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "tag" AS "t1" WHERE ((+"t1"."live_from" <= ?8) AND ("t1"."slug" = ?9))))) ORDER BY CASE WHEN ("r2"."slug" = ?9) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "tag" AS "t2" WHERE ((+"t2"."live_from" <= ?8) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?9)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS BLOB);
