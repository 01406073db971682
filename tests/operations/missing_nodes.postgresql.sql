SELECT CASE WHEN octet_length(answer) <= $10::int THEN answer END FROM 
(SELECT 
  (SELECT '['||COALESCE(string_agg(CASE "r2"."type" WHEN 'School' THEN COALESCE(
          (SELECT ('{"slug":'||to_json("r32"."slug")::text||'}') FROM "school" AS "r32" WHERE ((("r32"."live_from" <= $1) AND ("r32"."live_until" > $1)) AND ("r32"."entry" = 
                (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1),'null') ELSE 'null' END,','),'')||']' FROM 
    (SELECT * FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS listed("type", "uid", place) ORDER BY place) AS "r2")||chr(30)||
  (SELECT '['||COALESCE(string_agg('null',','),'')||']' FROM 
    (SELECT * FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS listed("type", "uid", place) ORDER BY place) AS "r2")||chr(30)||
  (SELECT 'null' FROM 
    (SELECT * FROM unnest($6::text[], $7::text[]) WITH ORDINALITY AS listed("type", "uid", place)) AS "r2")||chr(30)||COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"))::text,'null')||'}') FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans" FROM "tag" AS "r2" WHERE ((("r2"."live_from" <= $8) AND ("r2"."live_until" > $8)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "tag" AS "t1" WHERE (("t1"."live_from" <= $8) AND ("t1"."slug" = $9))))) ORDER BY CASE WHEN ("r2"."slug" = $9) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "tag" AS "t2" WHERE (("t2"."live_from" <= $8) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $9)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null') AS answer OFFSET 0) AS answers;
