SELECT CASE WHEN octet_length(answer) <= $12::int THEN answer END FROM 
(SELECT 
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"__typename":"School"'||',"id":"U2Nob29sOjo6'||"r25"."uid"||$1||'"'||',"slug":'||to_json("r25"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r25"."uid"||'"'||',"programs":'||
          (SELECT ('{"totalCount":'||(
                (SELECT COUNT(*) FROM "program_schools" AS "r26_all_links" INNER JOIN "program" AS "r26_all" ON ("r26_all_links"."edition" = "r26_all"."edition") WHERE (("r26_all_links"."target" = "r25"."entry") AND (("r26_all"."live_from" <= $2) AND ("r26_all"."live_until" > $2)))))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r26"."slug")::text||'}'),','),'')||']'||'}') FROM 
            (SELECT "r26"."slug" FROM "program_schools" AS "r26_links" INNER JOIN "program" AS "r26" ON ("r26_links"."edition" = "r26"."edition") WHERE (("r26_links"."target" = "r25"."entry") AND (("r26"."live_from" <= $2) AND ("r26"."live_until" > $2))) ORDER BY "r26_links"."entry" ASC LIMIT $3) AS "r26")||',"kind":'||to_json("r25"."kind")::text||'}') FROM "school" AS "r25" WHERE ((("r25"."live_from" <= $2) AND ("r25"."live_until" > $2)) AND ("r25"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2")||chr(30)||
  (SELECT CASE "r2"."type" WHEN 'School' THEN COALESCE(
      (SELECT ('{"slug":'||to_json("r25"."slug")::text||',"entryId":"U2Nob29sOjo6'||"r25"."uid"||'"'||',"programs":'||('{"totalCount":'||(
              (SELECT COUNT(*) FROM "program_schools" AS "r26_all_links" INNER JOIN "program" AS "r26_all" ON ("r26_all_links"."edition" = "r26_all"."edition") WHERE (("r26_all_links"."target" = "r25"."entry") AND (("r26_all"."live_from" <= $6) AND ("r26_all"."live_until" > $6)))))::text||'}')||',"name":'||COALESCE(to_json(COALESCE(("r25"."name" ->> $7), ("r25"."name" ->> $8), ("r25"."name" ->> $9)))::text,'null')||'}') FROM "school" AS "r25" WHERE ((("r25"."live_from" <= $6) AND ("r25"."live_until" > $6)) AND ("r25"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END FROM 
    (SELECT * FROM unnest($10::text[], $11::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2") AS answer OFFSET 0) AS answers;
