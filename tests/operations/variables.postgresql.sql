SELECT CASE WHEN octet_length(answer) <= $4::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"totalCount":'||(
        (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE ((("r2_all"."live_from" <= $1) AND ("r2_all"."live_until" > $1)) AND ("r2_all"."slug" = ANY($2::text[])))))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en"))::text,'null')||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."name_text_en" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND ("r2"."slug" = ANY($2::text[]))) ORDER BY ("r2"."slug" COLLATE "C") DESC, "r2"."entry" DESC LIMIT $3) AS "r2") AS answer OFFSET 0) AS answers;
