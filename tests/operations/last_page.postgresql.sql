SELECT CASE WHEN octet_length(answer) <= $4::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"number":'||("r2"."number")::text||',"programs":'||
            (SELECT ('{"nodes":['||COALESCE(string_agg(('{"name":'||COALESCE(to_json(COALESCE("r3"."name_text_en", "r3"."name_text_zh_hant", "r3"."name_text_zh_hans"))::text,'null')||'}'),',') FILTER (WHERE "_number" <= $1),'')||']'||',"pageInfo":'||('{"hasPreviousPage":'||((COUNT(*) > $1))::text||',"hasNextPage":'||((COUNT(*) < 0))::text||'}')||'}') FROM 
              (SELECT *, row_number() OVER () AS "_number", COUNT(*) OVER () AS "_rows" FROM 
                (SELECT "r3"."name_text_en", "r3"."name_text_zh_hant", "r3"."name_text_zh_hans" FROM "program_sdgs" AS "r3_links" INNER JOIN "program" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND (("r3"."live_from" <= $2) AND ("r3"."live_until" > $2))) ORDER BY "r3"."name_key_en" DESC, "r3"."entry" DESC LIMIT $1 + 1) AS "r3" ORDER BY "_number" DESC) AS "r3")||'}'),','),'')||']'||'}') FROM 
    (SELECT * FROM 
      (SELECT "r2"."number", "r2"."entry" FROM "sustainable_development_goal" AS "r2" WHERE (("r2"."live_from" <= $2) AND ("r2"."live_until" > $2)) ORDER BY "r2"."number" DESC, "r2"."entry" DESC LIMIT $3) AS "r2" ORDER BY "r2"."number" ASC, "r2"."entry" ASC) AS "r2") AS answer OFFSET 0) AS answers;
