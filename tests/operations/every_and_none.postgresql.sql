SELECT CASE WHEN octet_length(answer) <= $12::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND NOT EXISTS
        (SELECT 1 FROM "program" AS "t1" INNER JOIN "program_schools" AS "t2" ON ("t2"."edition" = "t1"."edition") WHERE (((("t1"."live_from" <= $1) AND ("t1"."live_until" > $1)) AND ("t2"."target" = "r2"."entry")) AND (("t1"."level" = $2) IS NOT TRUE)))) ORDER BY "r2"."entry" ASC LIMIT $3) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $4) AND ("r2"."live_until" > $4)) AND EXISTS
        (SELECT 1 FROM "program" AS "t1" INNER JOIN "program_schools" AS "t2" ON ("t2"."edition" = "t1"."edition") WHERE (((("t1"."live_from" <= $4) AND ("t1"."live_until" > $4)) AND ("t2"."target" = "r2"."entry")) AND ("t1"."level" = $5)))) ORDER BY "r2"."entry" ASC LIMIT $6) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $7) AND ("r2"."live_until" > $7)) AND NOT EXISTS
        (SELECT 1 FROM "program" AS "t1" INNER JOIN "program_schools" AS "t2" ON ("t2"."edition" = "t1"."edition") WHERE (((("t1"."live_from" <= $7) AND ("t1"."live_until" > $7)) AND ("t2"."target" = "r2"."entry")) AND ("t1"."level" = $8)))) ORDER BY "r2"."entry" ASC LIMIT $9) AS "r2")||chr(30)||('{"totalCount":'||(
      (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE ((("r2_all"."live_from" <= $10) AND ("r2_all"."live_until" > $10)) AND EXISTS
          (SELECT 1 FROM "program" AS "t1" INNER JOIN "program_schools" AS "t2" ON ("t2"."edition" = "t1"."edition") WHERE ((("t1"."live_from" <= $10) AND ("t1"."live_until" > $10)) AND ("t2"."target" = "r2_all"."entry"))))))::text||'}')||chr(30)||('{"totalCount":'||(
      (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE ((("r2_all"."live_from" <= $11) AND ("r2_all"."live_until" > $11)) AND NOT EXISTS
          (SELECT 1 FROM "program" AS "t1" INNER JOIN "program_schools" AS "t2" ON ("t2"."edition" = "t1"."edition") WHERE ((("t1"."live_from" <= $11) AND ("t1"."live_until" > $11)) AND ("t2"."target" = "r2_all"."entry"))))))::text||'}') AS answer OFFSET 0) AS answers;
