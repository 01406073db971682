SELECT CASE WHEN octet_length(answer) <= $8::int THEN answer END FROM 
(SELECT 
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"__typename":"School"'||',"id":"U2Nob29sOjo6'||"r26"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r26"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r26"."uid"||'"'||',"programs":'||
          (SELECT ('{"totalCount":'||(
                (SELECT COUNT(*) FROM "program_schools" AS "r27_all_links" INNER JOIN "program" AS "r27_all" ON ("r27_all_links"."edition" = "r27_all"."edition") WHERE (("r27_all_links"."target" = "r26"."entry") AND (("r27_all"."live_from" <= $1) AND ("r27_all"."live_until" > $1)))))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r27"."slug")::text||'}'),','),'')||']'||'}') FROM 
            (SELECT "r27"."slug" FROM "program_schools" AS "r27_links" INNER JOIN "program" AS "r27" ON ("r27_links"."edition" = "r27"."edition") WHERE (("r27_links"."target" = "r26"."entry") AND (("r27"."live_from" <= $1) AND ("r27"."live_until" > $1))) ORDER BY "r27_links"."entry" ASC LIMIT $2) AS "r27")||',"kind":'||to_json("r26"."kind")::text||'}') FROM "school" AS "r26" WHERE ((("r26"."live_from" <= $1) AND ("r26"."live_until" > $1)) AND ("r26"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2")||chr(30)||
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"slug":'||to_json("r26"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r26"."uid"||'"'||',"programs":'||('{"totalCount":'||(
              (SELECT COUNT(*) FROM "program_schools" AS "r27_all_links" INNER JOIN "program" AS "r27_all" ON ("r27_all_links"."edition" = "r27_all"."edition") WHERE (("r27_all_links"."target" = "r26"."entry") AND (("r27_all"."live_from" <= $5) AND ("r27_all"."live_until" > $5)))))::text||'}')||',"name":'||COALESCE(to_json(COALESCE("r26"."name_text_zh_hant", "r26"."name_text_zh_hans", "r26"."name_text_en"))::text,'null')||'}') FROM "school" AS "r26" WHERE ((("r26"."live_from" <= $5) AND ("r26"."live_until" > $5)) AND ("r26"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($6::text[], $7::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2") AS answer OFFSET 0) AS answers;
