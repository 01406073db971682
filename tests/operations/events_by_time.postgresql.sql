SELECT CASE WHEN octet_length(answer) <= $8::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "event" AS "r2" WHERE (((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND (CASE WHEN (("r2"."ends_at" <= $1) AND ("r2"."starts_at" < $1)) THEN 'PAST' WHEN ("r2"."starts_at" <= $1) THEN 'CURRENT' ELSE 'UPCOMING' END = ANY($2::text[]))) AND (
          (SELECT MIN("t1"."live_from") FROM "event" AS "t1") <= $1)) ORDER BY "r2"."starts_at" ASC, "r2"."entry" ASC LIMIT $3) AS "r2")||chr(30)||
  (SELECT ('{"totalCount":'||(
        (SELECT COUNT(*) FROM "event" AS "r2_all" WHERE ((("r2_all"."live_from" <= $4) AND ("r2_all"."live_until" > $4)) AND ((("r2_all"."ends_at" >= $5) AND (("r2_all"."ends_at" > $5) OR ("r2_all"."starts_at" >= $5))) AND (("r2_all"."starts_at" <= $6) AND (("r2_all"."starts_at" < $6) OR ("r2_all"."starts_at" = $5)))))))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||',"startsAt":'||COALESCE('"\u00000:'||"r2"."starts_at"||'\u0001"','null')||',"endsAt":'||COALESCE('"\u00001:'||"r2"."ends_at"||'\u0001"','null')||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug", "r2"."starts_at", "r2"."ends_at" FROM "event" AS "r2" WHERE (((("r2"."live_from" <= $4) AND ("r2"."live_until" > $4)) AND ((("r2"."ends_at" >= $5) AND (("r2"."ends_at" > $5) OR ("r2"."starts_at" >= $5))) AND (("r2"."starts_at" <= $6) AND (("r2"."starts_at" < $6) OR ("r2"."starts_at" = $5))))) AND (
          (SELECT MIN("t1"."live_from") FROM "event" AS "t1") <= $4)) ORDER BY "r2"."starts_at" ASC, "r2"."entry" ASC LIMIT $7) AS "r2") AS answer OFFSET 0) AS answers;
