SELECT CAST(
  (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"),'school',NULL) FROM 
    (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans" FROM "department" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."entry" IN 
          (SELECT "t1"."entry" FROM "department" AS "t1" WHERE ((+"t1"."live_from" <= ?1) AND ("t1"."slug" = ?2))))) ORDER BY CASE WHEN ("r2"."slug" = ?2) THEN 0 ELSE 1 END, 
      (SELECT MAX("t2"."live_from") FROM "department" AS "t2" WHERE ((+"t2"."live_from" <= ?1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?2)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2") AS BLOB);
