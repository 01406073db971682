SELECT CASE WHEN octet_length(answer) <= $14::int THEN answer END FROM 
(SELECT ('{"totalCount":'||((WITH recent AS MATERIALIZED 
        (SELECT 0 AS target, SUM(held.change) AS change FROM 
          (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
          (SELECT change FROM recent WHERE recent.target = 0), 0)))::text||',"byMonth":'||
    (SELECT COALESCE('"\u00000:'||substr(to_json(('['||'['||COALESCE(string_agg('['||COALESCE(to_json("r3_groups"."k0")::text,'null')||','||("r3_groups"."n")::text||','||'null'||']',',') FILTER (WHERE "_number" <= 1002),'')||']'||','||(COUNT(*))::text||','||(COUNT(*) FILTER (WHERE NOT "_behind" = 1))::text||','||((0))::text||','||(CAST($2 AS BIGINT))::text||','||to_json(CAST($3 AS TEXT))::text||','||'null'||']')||chr(1))::text,2),'null') FROM 
      (SELECT *, row_number() OVER (PARTITION BY "_behind" ORDER BY CASE WHEN ("r3_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, (COALESCE("r3_groups"."k0", '') COLLATE "C") ASC) AS "_number" FROM 
        (SELECT *, 1 AS "_behind" FROM 
          (SELECT substr(CAST("r3_base"."d0" AS TEXT),1,7) AS "k0", CAST(SUM("r3_base"."n") AS BIGINT) AS "n" FROM 
            (SELECT "r3_base"."d0", COUNT(*) AS "n" FROM 
              (SELECT "r3"."published_on" AS "d0" FROM "news_story" AS "r3" WHERE (("r3"."live_from" <= $1) AND ("r3"."live_until" > $1))) AS "r3_base" GROUP BY "r3_base"."d0") AS "r3_base" GROUP BY 1) AS "r3_groups") AS "r3_groups" ORDER BY CASE WHEN ("r3_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, (COALESCE("r3_groups"."k0", '') COLLATE "C") ASC) AS "r3_groups")||',"bySchool":'||
    (SELECT COALESCE('"\u00001:'||substr(to_json(('['||'['||COALESCE(string_agg('['||COALESCE(("r4_groups"."k0")::text,'null')||','||("r4_groups"."n")::text||','||COALESCE(
                    (SELECT '['||'"U2Nob29sOjo6'||"r5"."uid"||'"'||','||COALESCE(to_json(COALESCE(COALESCE("r5"."name_text_en", "r5"."name_text_zh_hant", "r5"."name_text_zh_hans"), "r5"."slug"))::text,'null')||','||('{"slug":'||to_json("r5"."slug")::text||'}')||']' FROM "school" AS "r5" WHERE ((("r5"."live_from" <= $1) AND ("r5"."live_until" > $1)) AND ("r5"."entry" = "r4_groups"."k0")) LIMIT 1),'null')||']',',') FILTER (WHERE "_behind" = 1 AND "_number" <= $4),'')||']'||','||(COUNT(*))::text||','||(COUNT(*) FILTER (WHERE NOT "_behind" = 1))::text||','||((WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)))::text||','||(CAST($4 AS BIGINT))::text||','||to_json(CAST($5 AS TEXT))::text||','||'null'||']')||chr(1))::text,2),'null') FROM 
      (SELECT *, row_number() OVER (PARTITION BY "_behind" ORDER BY "r4_groups"."n" DESC, CASE WHEN ("r4_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r4_groups"."k0", 0) ASC) AS "_number" FROM 
        (SELECT *, 1 AS "_behind" FROM (WITH RECURSIVE "r4_targets"(target) AS 
            (SELECT MIN(target) FROM ledger WHERE list = 'news_story.schools' AND target > 0 UNION ALL SELECT 
              (SELECT MIN(target) FROM ledger WHERE list = 'news_story.schools' AND target > "r4_targets".target) FROM "r4_targets" WHERE target IS NOT NULL), "r4_counted"(target, n) AS MATERIALIZED 
            (SELECT target, CAST((WITH recent AS MATERIALIZED 
                  (SELECT link.target AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                    (SELECT * FROM "news_story_schools" AS link WHERE link.edition = held.edition OFFSET 0) AS link GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = "r4_targets".target AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = "r4_targets".target AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = "r4_targets".target AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = "r4_targets".target), 0)) AS BIGINT) FROM "r4_targets" WHERE target IS NOT NULL), "r4_live"(entry) AS MATERIALIZED 
            (SELECT "r4_target"."entry" FROM "school" AS "r4_target" WHERE (("r4_target"."live_from" <= $1) AND ("r4_target"."live_until" > $1))) SELECT target AS "k0", n AS "n" FROM "r4_counted" WHERE n > 0 AND target IN 
            (SELECT entry FROM "r4_live") UNION ALL SELECT NULL, n FROM 
            (SELECT CAST((WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)) - (WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                    (SELECT * FROM "news_story_schools" AS link WHERE link.edition = held.edition OFFSET 0) AS link WHERE link.position = 0 GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.schools' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)) + 
                (SELECT COUNT(*) FROM 
                  (SELECT "r4_held"."edition" FROM "news_story" AS "r4_held" WHERE (("r4_held"."live_from" <= $1) AND ("r4_held"."live_until" > $1))) AS "r4_held" WHERE "r4_held"."edition" IN 
                  (SELECT edition FROM news_story_schools WHERE target IN 
                    (SELECT target FROM "r4_counted" WHERE n > 0 AND target NOT IN 
                      (SELECT entry FROM "r4_live"))) AND NOT EXISTS 
                  (SELECT 1 FROM news_story_schools AS "r4_link" WHERE "r4_link".edition = "r4_held"."edition" AND "r4_link".target IN 
                    (SELECT entry FROM "r4_live"))) AS BIGINT) AS n) AS without WHERE n > 0) AS "r4_groups") AS "r4_groups" ORDER BY "r4_groups"."n" DESC, CASE WHEN ("r4_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r4_groups"."k0", 0) ASC) AS "r4_groups")||',"byGoal":'||
    (SELECT COALESCE('"\u00002:'||substr(to_json(('['||'['||COALESCE(string_agg('['||COALESCE(("r6_groups"."k0")::text,'null')||','||("r6_groups"."n")::text||','||COALESCE(
                    (SELECT '['||'"U3VzdGFpbmFibGVEZXZlbG9wbWVudEdvYWw6'||"r7"."uid"||'"'||','||COALESCE(to_json(COALESCE(COALESCE("r7"."name_text_en", "r7"."name_text_zh_hant", "r7"."name_text_zh_hans"), "r7"."slug"))::text,'null')||','||('{"number":'||("r7"."number")::text||',"color":'||to_json("r7"."color")::text||'}')||']' FROM "sustainable_development_goal" AS "r7" WHERE ((("r7"."live_from" <= $1) AND ("r7"."live_until" > $1)) AND ("r7"."entry" = "r6_groups"."k0")) LIMIT 1),'null')||']',',') FILTER (WHERE "_behind" = 1 AND "_number" <= $6),'')||']'||','||(COUNT(*))::text||','||(COUNT(*) FILTER (WHERE NOT "_behind" = 1))::text||','||((0))::text||','||(CAST($6 AS BIGINT))::text||','||to_json(CAST($7 AS TEXT))::text||','||'null'||']')||chr(1))::text,2),'null') FROM 
      (SELECT *, row_number() OVER (PARTITION BY "_behind" ORDER BY "r6_groups"."n" DESC, CASE WHEN ("r6_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r6_groups"."k0", 0) ASC) AS "_number" FROM 
        (SELECT *, 1 AS "_behind" FROM (WITH RECURSIVE "r6_targets"(target) AS 
            (SELECT MIN(target) FROM ledger WHERE list = 'news_story.sdgs' AND target > 0 UNION ALL SELECT 
              (SELECT MIN(target) FROM ledger WHERE list = 'news_story.sdgs' AND target > "r6_targets".target) FROM "r6_targets" WHERE target IS NOT NULL), "r6_counted"(target, n) AS MATERIALIZED 
            (SELECT target, CAST((WITH recent AS MATERIALIZED 
                  (SELECT link.target AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                    (SELECT * FROM "news_story_sdgs" AS link WHERE link.edition = held.edition OFFSET 0) AS link GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = "r6_targets".target AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = "r6_targets".target AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = "r6_targets".target AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = "r6_targets".target), 0)) AS BIGINT) FROM "r6_targets" WHERE target IS NOT NULL), "r6_live"(entry) AS MATERIALIZED 
            (SELECT "r6_target"."entry" FROM "sustainable_development_goal" AS "r6_target" WHERE (("r6_target"."live_from" <= $1) AND ("r6_target"."live_until" > $1))) SELECT target AS "k0", n AS "n" FROM "r6_counted" WHERE n > 0 AND target IN 
            (SELECT entry FROM "r6_live") UNION ALL SELECT NULL, n FROM 
            (SELECT CAST((WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)) - (WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN LATERAL 
                    (SELECT * FROM "news_story_sdgs" AS link WHERE link.edition = held.edition OFFSET 0) AS link WHERE link.position = 0 GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story.sdgs' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)) + 
                (SELECT COUNT(*) FROM 
                  (SELECT "r6_held"."edition" FROM "news_story" AS "r6_held" WHERE (("r6_held"."live_from" <= $1) AND ("r6_held"."live_until" > $1))) AS "r6_held" WHERE "r6_held"."edition" IN 
                  (SELECT edition FROM news_story_sdgs WHERE target IN 
                    (SELECT target FROM "r6_counted" WHERE n > 0 AND target NOT IN 
                      (SELECT entry FROM "r6_live"))) AND NOT EXISTS 
                  (SELECT 1 FROM news_story_sdgs AS "r6_link" WHERE "r6_link".edition = "r6_held"."edition" AND "r6_link".target IN 
                    (SELECT entry FROM "r6_live"))) AS BIGINT) AS n) AS without WHERE n > 0) AS "r6_groups") AS "r6_groups" ORDER BY "r6_groups"."n" DESC, CASE WHEN ("r6_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r6_groups"."k0", 0) ASC) AS "r6_groups")||',"byLanguage":'||
    (SELECT COALESCE('"\u00003:'||substr(to_json(('['||'['||COALESCE(string_agg('['||COALESCE(to_json("r8_groups"."k0")::text,'null')||','||("r8_groups"."n")::text||','||'null'||']',',') FILTER (WHERE "_behind" = 1 AND "_number" <= $8),'')||']'||','||(COUNT(*))::text||','||(COUNT(*) FILTER (WHERE NOT "_behind" = 1))::text||','||((WITH recent AS MATERIALIZED 
                  (SELECT 0 AS target, SUM(held.change) AS change FROM 
                    (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_from <= CAST($1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST($1 AS BIGINT) >> 34) << 34) AND live_until <= CAST($1 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST($1 AS BIGINT) >> 46), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST($1 AS BIGINT) >> 46) << 6 AND bucket < CAST($1 AS BIGINT) >> 40), 0) + COALESCE(
                    (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST($1 AS BIGINT) >> 40) << 6 AND bucket < CAST($1 AS BIGINT) >> 34), 0) + COALESCE(
                    (SELECT change FROM recent WHERE recent.target = 0), 0)))::text||','||(CAST($8 AS BIGINT))::text||','||to_json(CAST($9 AS TEXT))::text||','||'null'||']')||chr(1))::text,2),'null') FROM 
      (SELECT *, row_number() OVER (PARTITION BY "_behind" ORDER BY "r8_groups"."n" DESC, CASE WHEN ("r8_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, (COALESCE("r8_groups"."k0", '') COLLATE "C") ASC) AS "_number" FROM 
        (SELECT *, 1 AS "_behind" FROM 
          (SELECT "r8_base"."k0" AS "k0", COUNT(*) AS "n" FROM 
            (SELECT "r8"."edition", CASE WHEN "r8"."title_text_en" IS NOT NULL THEN 'en' WHEN "r8"."title_text_zh_hant" IS NOT NULL THEN 'zh-Hant' WHEN "r8"."title_text_zh_hans" IS NOT NULL THEN 'zh-Hans' END AS "k0" FROM "news_story" AS "r8" WHERE (("r8"."live_from" <= $1) AND ("r8"."live_until" > $1))) AS "r8_base" GROUP BY 1) AS "r8_groups") AS "r8_groups" ORDER BY "r8_groups"."n" DESC, CASE WHEN ("r8_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, (COALESCE("r8_groups"."k0", '') COLLATE "C") ASC) AS "r8_groups")||',"growth":'||COALESCE('"\u00004:'||substr(to_json((
            (SELECT '['||COALESCE(string_agg('['||("r2_steps"."at")::text||','||((WITH recent AS MATERIALIZED 
                      (SELECT 0 AS target, SUM(held.change) AS change FROM 
                        (SELECT edition, 1 AS change FROM "news_story" WHERE live_from >= ((CAST("r2_steps"."at" AS BIGINT) >> 34) << 34) AND live_from <= CAST("r2_steps"."at" AS BIGINT) UNION ALL SELECT edition, -1 FROM "news_story" WHERE live_until >= ((CAST("r2_steps"."at" AS BIGINT) >> 34) << 34) AND live_until <= CAST("r2_steps"."at" AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 46 AND bucket < CAST("r2_steps"."at" AS BIGINT) >> 46), 0) + COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 40 AND bucket >= (CAST("r2_steps"."at" AS BIGINT) >> 46) << 6 AND bucket < CAST("r2_steps"."at" AS BIGINT) >> 40), 0) + COALESCE(
                        (SELECT SUM(change) FROM ledger WHERE list = 'news_story' AND target = 0 AND width = 34 AND bucket >= (CAST("r2_steps"."at" AS BIGINT) >> 40) << 6 AND bucket < CAST("r2_steps"."at" AS BIGINT) >> 34), 0) + COALESCE(
                        (SELECT change FROM recent WHERE recent.target = 0), 0)))::text||']',','),'')||']' FROM 
              (SELECT * FROM 
                (SELECT "r2_ends"."value" AS "at", NULL AS "before", "r2_ends"."key" AS "place" FROM unnest($10::bigint[]) WITH ORDINALITY AS "r2_ends"("value", "key")) AS "r2_steps"  ORDER BY "place") AS "r2_steps"))||chr(1))::text,2),'null')||'}')||chr(30)||('{"totalCount":'||((WITH recent AS MATERIALIZED 
        (SELECT 0 AS target, SUM(held.change) AS change FROM 
          (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST($11 AS BIGINT) >> 34) << 34) AND live_from <= CAST($11 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST($11 AS BIGINT) >> 34) << 34) AND live_until <= CAST($11 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'program' AND target = 0 AND width = 46 AND bucket < CAST($11 AS BIGINT) >> 46), 0) + COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'program' AND target = 0 AND width = 40 AND bucket >= (CAST($11 AS BIGINT) >> 46) << 6 AND bucket < CAST($11 AS BIGINT) >> 40), 0) + COALESCE(
          (SELECT SUM(change) FROM ledger WHERE list = 'program' AND target = 0 AND width = 34 AND bucket >= (CAST($11 AS BIGINT) >> 40) << 6 AND bucket < CAST($11 AS BIGINT) >> 34), 0) + COALESCE(
          (SELECT change FROM recent WHERE recent.target = 0), 0)))::text||',"bySchool":'||
    (SELECT COALESCE('"\u00000:'||substr(to_json(('['||'['||COALESCE(string_agg('['||COALESCE(("r3_groups"."k0")::text,'null')||','||("r3_groups"."n")::text||','||COALESCE(("r3_groups"."sum0")::text,'null')||','||COALESCE(("r3_groups"."min0")::text,'null')||','||COALESCE(("r3_groups"."max0")::text,'null')||','||("r3_groups"."count0")::text||','||COALESCE(("r3_groups"."sum1")::text,'null')||','||COALESCE(("r3_groups"."min1")::text,'null')||','||COALESCE(("r3_groups"."max1")::text,'null')||','||("r3_groups"."count1")::text||','||COALESCE(("r3_groups"."sum2")::text,'null')||','||COALESCE(("r3_groups"."min2")::text,'null')||','||COALESCE(("r3_groups"."max2")::text,'null')||','||("r3_groups"."count2")::text||','||COALESCE(
                    (SELECT '['||'"U2Nob29sOjo6'||"r4"."uid"||'"'||','||COALESCE(to_json(COALESCE(COALESCE("r4"."name_text_en", "r4"."name_text_zh_hant", "r4"."name_text_zh_hans"), "r4"."slug"))::text,'null')||']' FROM "school" AS "r4" WHERE ((("r4"."live_from" <= $11) AND ("r4"."live_until" > $11)) AND ("r4"."entry" = "r3_groups"."k0")) LIMIT 1),'null')||']',',') FILTER (WHERE "_behind" = 1 AND "_number" <= $12),'')||']'||','||(COUNT(*))::text||','||(COUNT(*) FILTER (WHERE NOT "_behind" = 1))::text||','||((0))::text||','||(CAST($12 AS BIGINT))::text||','||to_json(CAST($13 AS TEXT))::text||','||'null'||']')||chr(1))::text,2),'null') FROM 
      (SELECT *, row_number() OVER (PARTITION BY "_behind" ORDER BY "r3_groups"."n" DESC, CASE WHEN ("r3_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r3_groups"."k0", 0) ASC) AS "_number" FROM 
        (SELECT *, 1 AS "_behind" FROM 
          (SELECT "r3_base_0"."entry" AS "k0", COUNT(*) AS "n", sum("r3_base"."v0") AS "sum0", min("r3_base"."v0") AS "min0", max("r3_base"."v0") AS "max0", count("r3_base"."v0") AS "count0", sum("r3_base"."v1") AS "sum1", min("r3_base"."v1") AS "min1", max("r3_base"."v1") AS "max1", count("r3_base"."v1") AS "count1", sum("r3_base"."v2") AS "sum2", min("r3_base"."v2") AS "min2", max("r3_base"."v2") AS "max2", count("r3_base"."v2") AS "count2" FROM 
            (SELECT "r3"."edition", "r3"."duration_years" AS "v0", "r3"."first_intake_year" AS "v1", "r3"."first_intake_places" AS "v2" FROM "program" AS "r3" WHERE (("r3"."live_from" <= $11) AND ("r3"."live_until" > $11))) AS "r3_base" LEFT JOIN "program_schools" AS "r3_base_0_links" ON "r3_base_0_links"."edition" = "r3_base"."edition" LEFT JOIN "school" AS "r3_base_0" ON "r3_base_0"."entry" = "r3_base_0_links"."target" AND (("r3_base_0"."live_from" <= $11) AND ("r3_base_0"."live_until" > $11)) WHERE (("r3_base_0"."entry" IS NOT NULL OR NOT EXISTS 
                (SELECT 1 FROM "program_schools" AS "r3_base_0_before" WHERE "r3_base_0_before"."edition" = "r3_base"."edition" AND "r3_base_0_before"."position" < "r3_base_0_links"."position") AND NOT EXISTS 
                (SELECT 1 FROM "program_schools" AS "r3_base_0_before" JOIN "school" AS "r3_base_0_other" ON "r3_base_0_other"."entry" = "r3_base_0_before"."target" WHERE "r3_base_0_before"."edition" = "r3_base"."edition" AND (("r3_base_0_other"."live_from" <= $11) AND ("r3_base_0_other"."live_until" > $11))))) GROUP BY 1) AS "r3_groups") AS "r3_groups" ORDER BY "r3_groups"."n" DESC, CASE WHEN ("r3_groups"."k0" IS NULL) THEN 1 ELSE 0 END ASC, COALESCE("r3_groups"."k0", 0) ASC) AS "r3_groups")||'}') AS answer OFFSET 0) AS answers;
