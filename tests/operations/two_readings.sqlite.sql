SELECT CAST(COALESCE(
    (SELECT json_object('name',COALESCE(("r2"."name" ->> ?1), ("r2"."name" ->> ?2), ("r2"."name" ->> ?3))) FROM 
      (SELECT "r2"."name" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?4) AND ("t1"."slug" = ?5))))) ORDER BY CASE WHEN ("r2"."slug" = ?5) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?4) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?5)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('name',COALESCE(("r2"."name" ->> ?6), ("r2"."name" ->> ?7), ("r2"."name" ->> ?8)),'status',COALESCE(("r2"."status" ->> ?6), ("r2"."status" ->> ?7), ("r2"."status" ->> ?8)),'liveFrom',char(0)||'0:'||"r2"."live_from"||char(1),'liveUntil',char(0)||'1:'||"r2"."live_until"||char(1),'translation',char(0)||'2:'||"r2"."text_languages"||char(1),'newsStories',
        (SELECT json_object('nodes',json_group_array(json_object('title',COALESCE(("r3"."title" ->> ?6), ("r3"."title" ->> ?7), ("r3"."title" ->> ?8))))) FROM 
          (SELECT "r3"."title" FROM "news_story_schools" AS "r3_links" INNER JOIN "news_story" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND ((+"r3"."live_from" <= ?9) AND (+"r3"."live_until" > ?9))) ORDER BY "r3_links"."published_on" DESC, "r3_links"."entry" DESC LIMIT ?10) AS "r3")) FROM 
      (SELECT "r2"."name", "r2"."status", "r2"."live_from", "r2"."live_until", "r2"."text_languages", "r2"."entry" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?9) AND (+"r2"."live_until" > ?9)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?9) AND ("t1"."slug" = ?11))))) ORDER BY CASE WHEN ("r2"."slug" = ?11) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?9) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?11)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS BLOB);
