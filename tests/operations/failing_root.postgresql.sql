SELECT CASE WHEN octet_length(answer) <= $3::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE (("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) ORDER BY "r2"."entry" ASC LIMIT $2) AS "r2") AS answer OFFSET 0) AS answers;
