SELECT CASE WHEN octet_length(answer) <= $5::int THEN answer END FROM 
(SELECT COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"))::text,'null')||',"school":'||COALESCE(
          (SELECT ('{"slug":'||to_json("r3"."slug")::text||',"departments":'||
              (SELECT ('{"totalCount":'||((WITH recent AS MATERIALIZED 
                      (SELECT held."school_id" AS target, SUM(held.change) AS change FROM 
                        (SELECT edition, "school_id", 1 AS change FROM "department" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, "school_id", -1 FROM "department" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'department.school' AND target = "r3"."entry" AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'department.school' AND target = "r3"."entry" AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'department.school' AND target = "r3"."entry" AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                        (SELECT change FROM recent WHERE recent.target = "r3"."entry"), 0)))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r4"."slug")::text||',"school":'||COALESCE(
                          (SELECT ('{"slug":'||to_json("r5"."slug")::text||'}') FROM "school" AS "r5" WHERE ((("r5"."live_from" <= $1) AND ("r5"."live_until" > $1)) AND ("r5"."entry" = "r4"."school_id")) LIMIT 1),'null')||'}'),','),'')||']'||'}') FROM 
                (SELECT "r4"."slug", "r4"."school_id" FROM "department" AS "r4" WHERE ((("r4"."live_from" <= $1) AND ("r4"."live_until" > $1)) AND ("r4"."school_id" = "r3"."entry")) ORDER BY ("r4"."slug" COLLATE "C") ASC, "r4"."entry" ASC LIMIT $2) AS "r4")||'}') FROM "school" AS "r3" WHERE ((("r3"."live_from" <= $1) AND ("r3"."live_until" > $1)) AND ("r3"."entry" = "r2"."school_id")) LIMIT 1),'null')||',"programs":'||
        (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r6"."slug")::text||',"schools":'||
                  (SELECT '['||COALESCE(string_agg(('{"slug":'||to_json("r7"."slug")::text||'}'),','),'')||']' FROM 
                    (SELECT "r7"."slug" FROM "school" AS "r7" INNER JOIN "program_schools" AS "r7_links" ON ("r7_links"."target" = "r7"."entry") WHERE ((("r7"."live_from" <= $1) AND ("r7"."live_until" > $1)) AND ("r7_links"."edition" = "r6"."edition")) ORDER BY "r7_links"."position") AS "r7")||',"departments":'||
                  (SELECT '['||COALESCE(string_agg(('{"slug":'||to_json("r8"."slug")::text||'}'),','),'')||']' FROM 
                    (SELECT "r8"."slug" FROM "department" AS "r8" INNER JOIN "program_departments" AS "r8_links" ON ("r8_links"."target" = "r8"."entry") WHERE ((("r8"."live_from" <= $1) AND ("r8"."live_until" > $1)) AND ("r8_links"."edition" = "r6"."edition")) ORDER BY "r8_links"."position") AS "r8")||'}'),','),'')||']'||'}') FROM 
          (SELECT "r6"."slug", "r6"."edition" FROM "program_departments" AS "r6_links" INNER JOIN "program" AS "r6" ON ("r6_links"."edition" = "r6"."edition") WHERE (("r6_links"."target" = "r2"."entry") AND (("r6"."live_from" <= $1) AND ("r6"."live_until" > $1))) ORDER BY ("r6"."slug" COLLATE "C") ASC, "r6"."entry" ASC LIMIT $3) AS "r6")||'}') FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."school_id", "r2"."entry" FROM "department" AS "r2" WHERE ((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "department" AS "t1" WHERE (("t1"."live_from" <= $1) AND ("t1"."slug" = $4))))) ORDER BY CASE WHEN ("r2"."slug" = $4) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "department" AS "t2" WHERE (("t2"."live_from" <= $1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $4)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS answer OFFSET 0) AS answers;
