SELECT CASE WHEN octet_length(answer) <= $8::int THEN answer END FROM 
(SELECT 
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||',"title":'||COALESCE(to_json("r2"."title_text_zh_hans")::text,'null')||',"translation":'||COALESCE('"\u00000:'||"r2"."text_languages"||'\u0001"','null')||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug", "r2"."title_text_zh_hans", "r2"."text_languages" FROM "news_story" AS "r2" WHERE (("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT $2) AS "r2")||chr(30)||
  (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||',"title":'||COALESCE(to_json(COALESCE(("r2"."title" ->> $3), ("r2"."title" ->> $4), ("r2"."title" ->> $5)))::text,'null')||',"translation":'||COALESCE('"\u00000:'||"r2"."text_languages"||'\u0001"','null')||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug", "r2"."title", "r2"."text_languages" FROM "news_story" AS "r2" WHERE (("r2"."live_from" <= $6) AND ("r2"."live_until" > $6)) ORDER BY "r2"."published_on" DESC, "r2"."entry" DESC LIMIT $7) AS "r2") AS answer OFFSET 0) AS answers;
