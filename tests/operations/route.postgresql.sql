SELECT CASE WHEN octet_length(answer) <= $10::int THEN answer END FROM 
(SELECT COALESCE(
    (SELECT ('{"status":'||COALESCE('"\u00000:'||"r2".facts||'\u0001"','null')||',"path":'||COALESCE('"\u00001:'||"r2".facts||'\u0001"','null')||',"breadcrumbs":'||
        (SELECT '['||COALESCE(string_agg(crumb,',') FILTER (WHERE crumb IS NOT NULL),'')||']' FROM 
          (SELECT * FROM 
            (SELECT 0 AS place, 
              (SELECT ('{"title":'||COALESCE(to_json(COALESCE("r23"."name_text_zh_hant", "r23"."name_text_zh_hans", "r23"."name_text_en"))::text,'null')||',"path":"/zh-hant'||'"'||',"entry":'||('{"slug":'||to_json("r23"."slug")::text||'}')||'}') FROM "site" AS "r23" WHERE (("r23"."live_from" <= $1) AND ("r23"."live_until" > $1)) ORDER BY "r23"."entry" LIMIT 1) AS crumb WHERE "r2".kind <> 'Site' UNION ALL SELECT 1 AS place, CASE "r2".kind WHEN 'NewsStory' THEN 
              (SELECT ('{"title":'||COALESCE(to_json(COALESCE("r15"."title_text_zh_hant", "r15"."title_text_zh_hans", "r15"."title_text_en"))::text,'null')||',"path":"/zh-hant/news/'||"r15"."slug"||'"'||',"entry":'||('{"slug":'||to_json("r15"."slug")::text||'}')||'}') FROM "news_story" AS "r15" WHERE ((("r15"."live_from" <= $1) AND ("r15"."live_until" > $1)) AND ("r15"."entry" = "r2".entry)) LIMIT 1) END AS crumb) AS several ORDER BY place) AS "r2_crumbs")||',"alternates":'||COALESCE('"\u00002:'||"r2".facts||'\u0001"','null')||',"entry":'||CASE "r2".kind WHEN 'NewsStory' THEN COALESCE(
          (SELECT ('{"path":"/zh-hant/news/'||"r38"."slug"||'"'||',"title":'||COALESCE(to_json(COALESCE("r38"."title_text_zh_hant", "r38"."title_text_zh_hans", "r38"."title_text_en"))::text,'null')||',"schools":'||
              (SELECT '['||COALESCE(string_agg(('{"name":'||COALESCE(to_json(COALESCE("r39"."name_text_zh_hant", "r39"."name_text_zh_hans", "r39"."name_text_en"))::text,'null')||',"path":"/zh-hant/schools/'||"r39"."slug"||'"'||'}'),','),'')||']' FROM 
                (SELECT "r39"."name_text_zh_hant", "r39"."name_text_zh_hans", "r39"."name_text_en", "r39"."slug" FROM "school" AS "r39" INNER JOIN "news_story_schools" AS "r39_links" ON ("r39_links"."target" = "r39"."entry") WHERE ((("r39"."live_from" <= $1) AND ("r39"."live_until" > $1)) AND ("r39_links"."edition" = "r38"."edition")) ORDER BY "r39_links"."position") AS "r39")||'}') FROM "news_story" AS "r38" WHERE ((("r38"."live_from" <= $1) AND ("r38"."live_until" > $1)) AND ("r38"."entry" = "r2".entry)) LIMIT 1),'null') ELSE 'null' END||'}') FROM 
      (SELECT kind, entry, CAST($2 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE ((("r2_facts"."live_from" <= $1) AND ("r2_facts"."live_until" > $1)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE ((("r2_live"."live_from" <= $1) AND ("r2_live"."live_until" > $1)) AND ("r2_live"."slug" = $3)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE (("r2_past"."live_from" <= $1) AND ("r2_past"."slug" = $3)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||chr(30)||COALESCE(
    (SELECT ('{"status":'||COALESCE('"\u00000:'||"r2".facts||'\u0001"','null')||',"location":'||COALESCE('"\u00001:'||"r2".facts||'\u0001"','null')||',"locale":'||COALESCE('"\u00002:'||"r2".facts||'\u0001"','null')||'}') FROM 
      (SELECT kind, entry, CAST($4 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE ((("r2_facts"."live_from" <= $5) AND ("r2_facts"."live_until" > $5)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE ((("r2_live"."live_from" <= $5) AND ("r2_live"."live_until" > $5)) AND ("r2_live"."slug" = $6)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE (("r2_past"."live_from" <= $5) AND ("r2_past"."slug" = $6)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||chr(30)||COALESCE(
    (SELECT ('{"status":'||COALESCE('"\u00000:'||"r2".facts||'\u0001"','null')||'}') FROM 
      (SELECT kind, entry, CAST($7 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE ((("r2_facts"."live_from" <= $8) AND ("r2_facts"."live_until" > $8)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE ((("r2_live"."live_from" <= $8) AND ("r2_live"."live_until" > $8)) AND ("r2_live"."slug" = $9)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE (("r2_past"."live_from" <= $8) AND ("r2_past"."slug" = $9)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||chr(30)||'null' AS answer OFFSET 0) AS answers;
