SELECT CAST(
  (SELECT json_object('heading',COALESCE("r2"."heading_text_zh_hant", "r2"."heading_text_zh_hans", "r2"."heading_text_en"),'items',char(0)||'0:'||CAST("r2"."items" AS TEXT)||char(2)||CASE WHEN "r2"."items_links_school" IS NULL THEN '{}' ELSE 
      (SELECT json_group_object("r3"."entry",json_object('slug',"r3"."slug")) FROM "school" AS "r3" WHERE (((+"r3"."live_from" <= ?1) AND (+"r3"."live_until" > ?1)) AND ("r3"."entry" IN 
            (SELECT value FROM json_each("r2"."items_links_school"))))) END||char(2)||CASE WHEN "r2"."items_links_school" IS NULL THEN '{}' ELSE 
      (SELECT json_group_object("r4"."entry",json_object('slug',"r4"."slug",'name',COALESCE("r4"."name_text_zh_hant", "r4"."name_text_zh_hans", "r4"."name_text_en"))) FROM "school" AS "r4" WHERE (((+"r4"."live_from" <= ?1) AND (+"r4"."live_until" > ?1)) AND ("r4"."entry" IN 
            (SELECT value FROM json_each("r2"."items_links_school"))))) END||char(1),'translation',char(0)||'1:'||"r2"."text_languages"||char(1)) FROM "menu" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."location" = ?2)) LIMIT 1) AS BLOB);
