SELECT CAST(COALESCE(
    (SELECT json_object('status',char(0)||'0:'||"r2".facts||char(1),'path',char(0)||'1:'||"r2".facts||char(1),'breadcrumbs',
        (SELECT json_group_array(json(crumb)) FILTER (WHERE crumb IS NOT NULL) FROM 
          (SELECT * FROM 
            (SELECT 0 AS place, 
              (SELECT json_object('title',COALESCE("r21"."name_text_zh_hant", "r21"."name_text_zh_hans", "r21"."name_text_en"),'path','/zh-hant','entry',json_object('slug',"r21"."slug")) FROM "site" AS "r21" WHERE ((+"r21"."live_from" <= ?1) AND (+"r21"."live_until" > ?1)) ORDER BY "r21"."entry" LIMIT 1) AS crumb WHERE "r2".kind <> 'Site' UNION ALL SELECT 1 AS place, CASE "r2".kind WHEN 'NewsStory' THEN 
              (SELECT json_object('title',COALESCE("r13"."title_text_zh_hant", "r13"."title_text_zh_hans", "r13"."title_text_en"),'path','/zh-hant/news/'||"r13"."slug",'entry',json_object('slug',"r13"."slug")) FROM "news_story" AS "r13" WHERE (((+"r13"."live_from" <= ?1) AND (+"r13"."live_until" > ?1)) AND ("r13"."entry" = "r2".entry)) LIMIT 1) END AS crumb) AS several ORDER BY place) AS "r2_crumbs"),'alternates',char(0)||'2:'||"r2".facts||char(1),'entry',CASE "r2".kind WHEN 'NewsStory' THEN 
        (SELECT json_object('path','/zh-hant/news/'||"r34"."slug",'title',COALESCE("r34"."title_text_zh_hant", "r34"."title_text_zh_hans", "r34"."title_text_en"),'schools',
            (SELECT json_group_array(json_object('name',COALESCE("r35"."name_text_zh_hant", "r35"."name_text_zh_hans", "r35"."name_text_en"),'path','/zh-hant/schools/'||"r35"."slug")) FROM 
              (SELECT "r35"."name_text_zh_hant", "r35"."name_text_zh_hans", "r35"."name_text_en", "r35"."slug" FROM "school" AS "r35" INNER JOIN "news_story_schools" AS "r35_links" ON ("r35_links"."target" = "r35"."entry") WHERE (((+"r35"."live_from" <= ?1) AND (+"r35"."live_until" > ?1)) AND ("r35_links"."edition" = "r34"."edition")) ORDER BY "r35_links"."position") AS "r35")) FROM "news_story" AS "r34" WHERE (((+"r34"."live_from" <= ?1) AND (+"r34"."live_until" > ?1)) AND ("r34"."entry" = "r2".entry)) LIMIT 1) ELSE NULL END) FROM 
      (SELECT kind, entry, CAST(?2 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE (((+"r2_facts"."live_from" <= ?1) AND (+"r2_facts"."live_until" > ?1)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE (((+"r2_live"."live_from" <= ?1) AND (+"r2_live"."live_until" > ?1)) AND ("r2_live"."slug" = ?3)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE ((+"r2_past"."live_from" <= ?1) AND ("r2_past"."slug" = ?3)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||char(30)||COALESCE(
    (SELECT json_object('status',char(0)||'0:'||"r2".facts||char(1),'location',char(0)||'1:'||"r2".facts||char(1),'locale',char(0)||'2:'||"r2".facts||char(1)) FROM 
      (SELECT kind, entry, CAST(?4 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE (((+"r2_facts"."live_from" <= ?5) AND (+"r2_facts"."live_until" > ?5)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE (((+"r2_live"."live_from" <= ?5) AND (+"r2_live"."live_until" > ?5)) AND ("r2_live"."slug" = ?6)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE ((+"r2_past"."live_from" <= ?5) AND ("r2_past"."slug" = ?6)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||char(30)||COALESCE(
    (SELECT json_object('status',char(0)||'0:'||"r2".facts||char(1)) FROM 
      (SELECT kind, entry, CAST(?7 AS TEXT)||' '||hit.how||' '||hit.kind||COALESCE(' '||CASE kind WHEN 'NewsStory' THEN 
          (SELECT "r2_facts"."text_languages"||' '||"r2_facts"."slug" FROM "news_story" AS "r2_facts" WHERE (((+"r2_facts"."live_from" <= ?8) AND (+"r2_facts"."live_until" > ?8)) AND ("r2_facts"."entry" = hit.entry)) LIMIT 1) END,'') AS facts FROM 
        (SELECT * FROM 
          (SELECT 0 AS place, 'live' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_live"."entry" FROM "news_story" AS "r2_live" WHERE (((+"r2_live"."live_from" <= ?8) AND (+"r2_live"."live_until" > ?8)) AND ("r2_live"."slug" = ?9)) LIMIT 1) AS live UNION ALL SELECT 2 AS place, 'former' AS how, 'NewsStory' AS kind, entry FROM 
            (SELECT "r2_past"."entry" FROM "news_story" AS "r2_past" WHERE ((+"r2_past"."live_from" <= ?8) AND ("r2_past"."slug" = ?9)) ORDER BY "r2_past"."live_from" DESC, "r2_past"."entry" DESC LIMIT 1) AS former) AS arms ORDER BY place LIMIT 1) AS hit LIMIT 1) AS "r2" LIMIT 1),'null')||char(30)||COALESCE(NULL,'null') AS BLOB);
