SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'title',COALESCE(("r2"."title" ->> ?1), ("r2"."title" ->> ?2), ("r2"."title" ->> ?3)),'translation',char(0)||'0:'||"r2"."text_languages"||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."title", "r2"."text_languages" FROM "news_story" AS "r2" WHERE ((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT ?5) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'title',COALESCE(("r2"."title" ->> ?6), ("r2"."title" ->> ?7), ("r2"."title" ->> ?8)),'translation',char(0)||'0:'||"r2"."text_languages"||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."title", "r2"."text_languages" FROM "news_story" AS "r2" WHERE ((+"r2"."live_from" <= ?9) AND (+"r2"."live_until" > ?9)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT ?10) AS "r2"),'null') AS BLOB);
