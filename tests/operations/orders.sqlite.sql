SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('code',"r2"."code",'name',COALESCE(("r2"."name" ->> ?1), ("r2"."name" ->> ?2), ("r2"."name" ->> ?3))))) FROM 
      (SELECT "r2"."code", "r2"."name" FROM "program" AS "r2" WHERE ((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) ORDER BY CASE WHEN ("r2"."code_key" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r2"."code_key", X'') ASC, "r2"."name_key_en" ASC, "r2"."entry" ASC LIMIT ?5) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('code',"r2"."code",'name',COALESCE(("r2"."name" ->> ?6), ("r2"."name" ->> ?7), ("r2"."name" ->> ?8))))) FROM 
      (SELECT "r2"."code", "r2"."name" FROM "program" AS "r2" WHERE ((+"r2"."live_from" <= ?9) AND (+"r2"."live_until" > ?9)) ORDER BY CASE WHEN ("r2"."code_key" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r2"."code_key", X'') DESC, "r2"."name_key_en" DESC, "r2"."entry" DESC LIMIT ?10) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('name',COALESCE(("r2"."name" ->> ?11), ("r2"."name" ->> ?12), ("r2"."name" ->> ?13))))) FROM 
      (SELECT "r2"."name" FROM "tag" AS "r2" WHERE ((+"r2"."live_from" <= ?14) AND (+"r2"."live_until" > ?14)) ORDER BY "r2"."name_key_zh_hant" ASC, "r2"."entry" ASC LIMIT ?15) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('name',COALESCE(("r2"."name" ->> ?16), ("r2"."name" ->> ?17), ("r2"."name" ->> ?18))))) FROM 
      (SELECT "r2"."name" FROM "tag" AS "r2" WHERE ((+"r2"."live_from" <= ?19) AND (+"r2"."live_until" > ?19)) ORDER BY "r2"."name_key_zh_hans" ASC, "r2"."entry" ASC LIMIT ?20) AS "r2"),'null') AS BLOB);
