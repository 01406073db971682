SELECT CAST(
  (SELECT json_object('totalCount',
      (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE (((+"r2_all"."live_from" <= ?1) AND (+"r2_all"."live_until" > ?1)) AND ("r2_all"."slug" IN 
            (SELECT value FROM json_each(?2))))),'nodes',json_group_array(json_object('slug',"r2"."slug",'name',COALESCE("r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en")))) FROM 
    (SELECT "r2"."slug", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."slug" IN 
          (SELECT value FROM json_each(?2)))) ORDER BY "r2"."slug" DESC, "r2"."entry" DESC LIMIT ?3) AS "r2") AS BLOB);
