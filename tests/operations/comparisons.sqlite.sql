SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "tag" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND (COALESCE(("r2"."name_folded" ->> ?2), ("r2"."name_folded" ->> ?3), ("r2"."name_folded" ->> ?4)) = ?5)) ORDER BY "r2"."entry" ASC LIMIT ?6) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "tag" AS "r2" WHERE (((+"r2"."live_from" <= ?7) AND (+"r2"."live_until" > ?7)) AND (COALESCE(("r2"."name" ->> ?8), ("r2"."name" ->> ?9), ("r2"."name" ->> ?10)) = ?11)) ORDER BY "r2"."entry" ASC LIMIT ?12) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'name',COALESCE("r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en")))) FROM 
      (SELECT "r2"."slug", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?13) AND (+"r2"."live_until" > ?13)) AND (instr(COALESCE(("r2"."name_folded" ->> ?14), ("r2"."name_folded" ->> ?15), ("r2"."name_folded" ->> ?16)), ?17) > 0)) ORDER BY "r2"."entry" ASC LIMIT ?18) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('abbreviation',"r2"."abbreviation"))) FROM 
      (SELECT "r2"."abbreviation" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?19) AND (+"r2"."live_until" > ?19)) AND ("r2"."abbreviation_folded" IN 
            (SELECT value FROM json_each(?20)))) ORDER BY "r2"."entry" ASC LIMIT ?21) AS "r2"),'null')||char(30)||COALESCE(json_object('totalCount',
      (SELECT COUNT(*) FROM "program" AS "r2_all" WHERE (((+"r2_all"."live_from" <= ?22) AND (+"r2_all"."live_until" > ?22)) AND (("r2_all"."code" IS NULL) = ?23)))),'null')||char(30)||COALESCE(json_object('totalCount',
      (SELECT COUNT(*) FROM "program" AS "r2_all" WHERE (((+"r2_all"."live_from" <= ?24) AND (+"r2_all"."live_until" > ?24)) AND (("r2_all"."code" IS NULL) = ?25)))),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('number',"r2"."number"))) FROM 
      (SELECT "r2"."number" FROM "sustainable_development_goal" AS "r2" WHERE (((+"r2"."live_from" <= ?26) AND (+"r2"."live_until" > ?26)) AND (("r2"."number" >= ?27) AND ("r2"."number" < ?28))) ORDER BY "r2"."number" ASC, "r2"."entry" ASC LIMIT ?29) AS "r2"),'null') AS BLOB);
