SELECT CAST(COALESCE(
    (SELECT json_object('name',COALESCE(("r2"."name" ->> ?1), ("r2"."name" ->> ?2), ("r2"."name" ->> ?3))) FROM 
      (SELECT "r2"."name" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?4) AND ("t1"."slug" = ?5))))) ORDER BY CASE WHEN ("r2"."slug" = ?5) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?4) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?5)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('slug',"r2"."slug",'kind',"r2"."kind") FROM 
      (SELECT "r2"."slug", "r2"."kind" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?6) AND (+"r2"."live_until" > ?6)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?6) AND ("t1"."slug" = ?7))))) ORDER BY CASE WHEN ("r2"."slug" = ?7) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?6) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?7)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS BLOB);
