SELECT CASE WHEN octet_length(answer) <= $30::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "tag" AS "r2" WHERE ((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND (COALESCE(("r2"."name_folded" ->> $2), ("r2"."name_folded" ->> $3), ("r2"."name_folded" ->> $4)) = $5)) ORDER BY "r2"."entry" ASC LIMIT $6) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "tag" AS "r2" WHERE ((("r2"."live_from" <= $7) AND ("r2"."live_until" > $7)) AND (COALESCE(("r2"."name" ->> $8), ("r2"."name" ->> $9), ("r2"."name" ->> $10)) = $11)) ORDER BY "r2"."entry" ASC LIMIT $12) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en"))::text,'null')||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $13) AND ("r2"."live_until" > $13)) AND (strpos(COALESCE(("r2"."name_folded" ->> $14), ("r2"."name_folded" ->> $15), ("r2"."name_folded" ->> $16)), $17) > 0)) ORDER BY "r2"."entry" ASC LIMIT $18) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"abbreviation":'||to_json("r2"."abbreviation")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."abbreviation" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $19) AND ("r2"."live_until" > $19)) AND ("r2"."abbreviation_folded" = ANY($20::text[]))) ORDER BY "r2"."entry" ASC LIMIT $21) AS "r2")||chr(30)||('{"totalCount":'||(
      (SELECT COUNT(*) FROM "program" AS "r2_all" WHERE ((("r2_all"."live_from" <= $22) AND ("r2_all"."live_until" > $22)) AND (("r2_all"."code" IS NULL) = $23))))::text||'}')||chr(30)||('{"totalCount":'||(
      (SELECT COUNT(*) FROM "program" AS "r2_all" WHERE ((("r2_all"."live_from" <= $24) AND ("r2_all"."live_until" > $24)) AND (("r2_all"."code" IS NULL) = $25))))::text||'}')||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"number":'||("r2"."number")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."number" FROM "sustainable_development_goal" AS "r2" WHERE ((("r2"."live_from" <= $26) AND ("r2"."live_until" > $26)) AND (("r2"."number" >= $27) AND ("r2"."number" < $28))) ORDER BY "r2"."number" ASC, "r2"."entry" ASC LIMIT $29) AS "r2") AS answer OFFSET 0) AS answers;
