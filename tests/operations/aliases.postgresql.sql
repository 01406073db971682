SELECT CASE WHEN octet_length(answer) <= $7::int THEN answer END FROM 
(SELECT COALESCE(
    (SELECT ('{"one":'||
        (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r3"."slug")::text||'}'),','),'')||']'||'}') FROM 
          (SELECT "r3"."slug" FROM "news_story_tags" AS "r3_links" INNER JOIN "news_story" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND (("r3"."live_from" <= $1) AND ("r3"."live_until" > $1))) ORDER BY "r3_links"."published_on" DESC, "r3_links"."entry" DESC LIMIT $2) AS "r3")||',"other":'||
        (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r4"."slug")::text||'}'),','),'')||']'||'}') FROM 
          (SELECT "r4"."slug" FROM "news_story_tags" AS "r4_links" INNER JOIN "news_story" AS "r4" ON ("r4_links"."edition" = "r4"."edition") WHERE (("r4_links"."target" = "r2"."entry") AND (("r4"."live_from" <= $1) AND ("r4"."live_until" > $1))) ORDER BY "r4"."published_on" ASC, "r4"."entry" ASC LIMIT $3) AS "r4")||',"last":'||
        (SELECT ('{"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r5"."slug")::text||'}'),',') FILTER (WHERE "_number" <= $4),'')||']'||',"pageInfo":'||('{"hasPreviousPage":'||((COUNT(*) > $4))::text||'}')||'}') FROM 
          (SELECT *, row_number() OVER () AS "_number", COUNT(*) OVER () AS "_rows" FROM 
            (SELECT "r5"."slug" FROM "news_story_tags" AS "r5_links" INNER JOIN "news_story" AS "r5" ON ("r5_links"."edition" = "r5"."edition") WHERE (("r5_links"."target" = "r2"."entry") AND (("r5"."live_from" <= $1) AND ("r5"."live_until" > $1))) ORDER BY "r5_links"."published_on" ASC, "r5_links"."entry" ASC LIMIT $4 + 1) AS "r5" ORDER BY "_number" DESC) AS "r5")||',"of":'||('{"totalCount":'||(
            (SELECT COUNT(*) FROM "news_story_tags" AS "r6_all_links" INNER JOIN "news_story" AS "r6_all" ON ("r6_all_links"."edition" = "r6_all"."edition") WHERE ((("r6_all_links"."target" = "r2"."entry") AND (("r6_all"."live_from" <= $1) AND ("r6_all"."live_until" > $1))) AND EXISTS
                (SELECT 1 FROM "school" AS "t1" INNER JOIN "news_story_schools" AS "t2" ON ("t2"."target" = "t1"."entry") WHERE (((("t1"."live_from" <= $1) AND ("t1"."live_until" > $1)) AND ("t2"."edition" = "r6_all"."edition")) AND ("t1"."slug" = $5))))))::text||'}')||'}') FROM 
      (SELECT "r2"."entry" FROM "tag" AS "r2" WHERE ((("r2"."live_from" <= $1) AND ("r2"."live_until" > $1)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "tag" AS "t1" WHERE (("t1"."live_from" <= $1) AND ("t1"."slug" = $6))))) ORDER BY CASE WHEN ("r2"."slug" = $6) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "tag" AS "t2" WHERE (("t2"."live_from" <= $1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $6)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS answer OFFSET 0) AS answers;
