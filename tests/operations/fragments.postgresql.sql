SELECT CASE WHEN octet_length(answer) <= $8::int THEN answer END FROM 
(SELECT 
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"__typename":"School"'||',"id":"U2Nob29sOjo6'||"r32"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r32"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r32"."uid"||'"'||',"programs":'||
          (SELECT ('{"totalCount":'||((WITH recent AS MATERIALIZED 
                  (SELECT link.target AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                    (SELECT * FROM "program_schools" AS link WHERE link.edition = held.edition OFFSET 0) AS link GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = "r32"."entry"), 0)))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r33"."slug")::text||'}'),','),'')||']'||'}') FROM 
            (SELECT "r33"."slug" FROM "program_schools" AS "r33_links" INNER JOIN "program" AS "r33" ON ("r33_links"."edition" = "r33"."edition") WHERE (("r33_links"."target" = "r32"."entry") AND (("r33"."live_from" <= $1) AND ("r33"."live_until" > $1))) ORDER BY "r33_links"."entry" ASC LIMIT $2) AS "r33")||',"kind":'||to_json("r32"."kind")::text||'}') FROM "school" AS "r32" WHERE ((("r32"."live_from" <= $1) AND ("r32"."live_until" > $1)) AND ("r32"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2")||chr(30)||
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"slug":'||to_json("r32"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r32"."uid"||'"'||',"programs":'||('{"totalCount":'||((WITH recent AS MATERIALIZED 
                (SELECT link.target AS target, SUM(held.change) AS change FROM 
                  (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST($5 AS BIGINT) >> 34) << 34) AND live_from <= CAST($5 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST($5 AS BIGINT) >> 34) << 34) AND live_until <= CAST($5 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                  (SELECT * FROM "program_schools" AS link WHERE link.edition = held.edition OFFSET 0) AS link GROUP BY 1) SELECT COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 46 AND bucket < CAST($5 AS BIGINT) >> 46), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 40 AND bucket >= (CAST($5 AS BIGINT) >> 46) << 6 AND bucket < CAST($5 AS BIGINT) >> 40), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 34 AND bucket >= (CAST($5 AS BIGINT) >> 40) << 6 AND bucket < CAST($5 AS BIGINT) >> 34), 0) + COALESCE(
                  (SELECT change FROM recent WHERE recent.target = "r32"."entry"), 0)))::text||'}')||',"name":'||COALESCE(to_json(COALESCE("r32"."name_text_zh_hant", "r32"."name_text_zh_hans", "r32"."name_text_en"))::text,'null')||'}') FROM "school" AS "r32" WHERE ((("r32"."live_from" <= $5) AND ("r32"."live_until" > $5)) AND ("r32"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($6::text[], $7::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2") AS answer OFFSET 0) AS answers;
