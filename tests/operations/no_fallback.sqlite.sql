SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'title',"r2"."title_text_zh_hans",'translation',char(0)||'0:'||"r2"."text_languages"||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."title_text_zh_hans", "r2"."text_languages" FROM "news_story" AS "r2" WHERE ((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT ?2) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'title',COALESCE(("r2"."title" ->> ?3), ("r2"."title" ->> ?4), ("r2"."title" ->> ?5)),'translation',char(0)||'0:'||"r2"."text_languages"||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."title", "r2"."text_languages" FROM "news_story" AS "r2" WHERE ((+"r2"."live_from" <= ?6) AND (+"r2"."live_until" > ?6)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT ?7) AS "r2"),'null') AS BLOB);
