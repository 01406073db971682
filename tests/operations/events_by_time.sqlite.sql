SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "event" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND (CASE WHEN (("r2"."ends_at" <= ?1) AND ("r2"."starts_at" < ?1)) THEN 'PAST' WHEN ("r2"."starts_at" <= ?1) THEN 'CURRENT' ELSE 'UPCOMING' END IN 
            (SELECT value FROM json_each(?2)))) ORDER BY "r2"."starts_at" ASC, "r2"."entry" ASC LIMIT CASE WHEN (
          (SELECT MIN("t1"."live_from") FROM "event" AS "t1") <= ?1) THEN ?3 ELSE 0 END) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('totalCount',
        (SELECT COUNT(*) FROM "event" AS "r2_all" WHERE (((+"r2_all"."live_from" <= ?4) AND (+"r2_all"."live_until" > ?4)) AND ((("r2_all"."ends_at" >= ?5) AND (("r2_all"."ends_at" > ?5) OR ("r2_all"."starts_at" >= ?5))) AND (("r2_all"."starts_at" <= ?6) AND (("r2_all"."starts_at" < ?6) OR ("r2_all"."starts_at" = ?5)))))),'nodes',json_group_array(json_object('slug',"r2"."slug",'startsAt',char(0)||'0:'||"r2"."starts_at"||char(1),'endsAt',char(0)||'1:'||"r2"."ends_at"||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."starts_at", "r2"."ends_at" FROM "event" AS "r2" WHERE (((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) AND ((("r2"."ends_at" >= ?5) AND (("r2"."ends_at" > ?5) OR ("r2"."starts_at" >= ?5))) AND (("r2"."starts_at" <= ?6) AND (("r2"."starts_at" < ?6) OR ("r2"."starts_at" = ?5))))) ORDER BY "r2"."starts_at" ASC, "r2"."entry" ASC LIMIT CASE WHEN (
          (SELECT MIN("t1"."live_from") FROM "event" AS "t1") <= ?4) THEN ?7 ELSE 0 END) AS "r2"),'null') AS BLOB);
