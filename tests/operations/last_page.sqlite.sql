SELECT CAST(
  (SELECT json_object('nodes',json_group_array(json_object('number',"r2"."number",'programs',
          (SELECT json_object('nodes',json_group_array(json_object('name',COALESCE("r3"."name_text_en", "r3"."name_text_zh_hant", "r3"."name_text_zh_hans"))) FILTER (WHERE "_number" <= ?1),'pageInfo',json_object('hasPreviousPage',json(CASE (COUNT(*) > ?1) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),'hasNextPage',json(CASE (COUNT(*) < 0) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END))) FROM 
            (SELECT *, row_number() OVER () AS "_number", COUNT(*) OVER () AS "_rows" FROM 
              (SELECT "r3"."name_text_en", "r3"."name_text_zh_hant", "r3"."name_text_zh_hans" FROM "program_sdgs" AS "r3_links" INNER JOIN "program" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND ((+"r3"."live_from" <= ?2) AND (+"r3"."live_until" > ?2))) ORDER BY "r3"."name_key_en" DESC, "r3"."entry" DESC LIMIT ?1 + 1) AS "r3" ORDER BY "_number" DESC) AS "r3")))) FROM 
    (SELECT * FROM 
      (SELECT "r2"."number", "r2"."entry" FROM "sustainable_development_goal" AS "r2" WHERE ((+"r2"."live_from" <= ?2) AND (+"r2"."live_until" > ?2)) ORDER BY "r2"."number" DESC, "r2"."entry" DESC LIMIT ?3) AS "r2" ORDER BY "r2"."number" ASC, "r2"."entry" ASC) AS "r2") AS BLOB);
