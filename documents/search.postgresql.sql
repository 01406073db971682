SELECT CASE WHEN octet_length(answer) <= $54::int THEN answer END FROM 
(SELECT (WITH r2_titles AS MATERIALIZED 
    (SELECT *, ARRAY
      (SELECT found.place FROM 
        (SELECT is_common, segment, ('''#' || (kind.first >> 40) || '.' || segment || '''|' || '''#' || (kind.first >> 40) || '.' || (segment - 1) || '''')::tsquery AS newest, ('''#' || (kind.first >> 40) || '''')::tsquery AS whole FROM 
          (SELECT CASE WHEN edition < 200 THEN TRUE ELSE 
            (SELECT COUNT(*) >= 4 FROM 
              (SELECT tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC LIMIT 64) AS sample WHERE tokens @@ 
              (SELECT $1::tsquery)) END AS is_common, edition >> 15 AS segment FROM 
            (SELECT 
              (SELECT MAX(place) FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last) - kind.first AS edition OFFSET 0) AS newest OFFSET 0) AS way OFFSET 0) AS way CROSS JOIN LATERAL (
          (SELECT place FROM 
            (SELECT place, tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC OFFSET 0) AS walked WHERE way.is_common AND tokens @@ 
            (SELECT $1::tsquery) OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $1::tsquery) && way.newest) ORDER BY place + 0 DESC OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $1::tsquery) && way.whole && !!way.newest) AND way.segment > 1 ORDER BY place + 0 DESC OFFSET 0)) AS found WHERE CASE kind.kind WHEN 'NEWS_STORY' THEN 
        (SELECT 1 FROM "news_story" AS "r2_whole0" WHERE "r2_whole0".edition = found.place - 2628518885640372224 AND (("r2_whole0"."live_from" <= $2) AND ("r2_whole0"."live_until" > $2))) WHEN 'EVENT' THEN 
        (SELECT 1 FROM "event" AS "r2_whole1" WHERE "r2_whole1".edition = found.place - 1075095872569606144 AND (("r2_whole1"."live_from" <= $2) AND ("r2_whole1"."live_until" > $2))) WHEN 'SCHOOL' THEN 
        (SELECT 1 FROM "school" AS "r2_whole2" WHERE "r2_whole2".edition = found.place - 4496762864068984832 AND (("r2_whole2"."live_from" <= $2) AND ("r2_whole2"."live_until" > $2))) WHEN 'PROGRAM' THEN 
        (SELECT 1 FROM "program" AS "r2_whole3" WHERE "r2_whole3".edition = found.place - 2646811460591681536 AND (("r2_whole3"."live_from" <= $2) AND ("r2_whole3"."live_until" > $2))) WHEN 'SUSTAINABLE_DEVELOPMENT_GOAL' THEN 
        (SELECT 1 FROM "sustainable_development_goal" AS "r2_whole4" WHERE "r2_whole4".edition = found.place - 4527496413088579584 AND (("r2_whole4"."live_from" <= $2) AND ("r2_whole4"."live_until" > $2))) WHEN 'TAG' THEN 
        (SELECT 1 FROM "tag" AS "r2_whole5" WHERE "r2_whole5".edition = found.place - 63733191504035840 AND (("r2_whole5"."live_from" <= $2) AND ("r2_whole5"."live_until" > $2))) WHEN 'PERSON' THEN 
        (SELECT 1 FROM "person" AS "r2_whole6" WHERE "r2_whole6".edition = found.place - 952287020816793600 AND (("r2_whole6"."live_from" <= $2) AND ("r2_whole6"."live_until" > $2))) WHEN 'PLACE' THEN 
        (SELECT 1 FROM "place" AS "r2_whole7" WHERE "r2_whole7".edition = found.place - 2091732910913617920 AND (("r2_whole7"."live_from" <= $2) AND ("r2_whole7"."live_until" > $2))) WHEN 'EVENT_SERIES' THEN 
        (SELECT 1 FROM "event_series" AS "r2_whole8" WHERE "r2_whole8".edition = found.place - 153787591865401344 AND (("r2_whole8"."live_from" <= $2) AND ("r2_whole8"."live_until" > $2))) WHEN 'DEPARTMENT' THEN 
        (SELECT 1 FROM "department" AS "r2_whole9" WHERE "r2_whole9".edition = found.place - 3695053960676114432 AND (("r2_whole9"."live_from" <= $2) AND ("r2_whole9"."live_until" > $2))) WHEN 'DEGREE' THEN 
        (SELECT 1 FROM "degree" AS "r2_whole10" WHERE "r2_whole10".edition = found.place - 3019904343198400512 AND (("r2_whole10"."live_from" <= $2) AND ("r2_whole10"."live_until" > $2))) END = 1 LIMIT 100) AS by_whole, ARRAY
      (SELECT found.place FROM 
        (SELECT is_common, segment, ('''#' || (kind.first >> 40) || '.' || segment || '''|' || '''#' || (kind.first >> 40) || '.' || (segment - 1) || '''')::tsquery AS newest, ('''#' || (kind.first >> 40) || '''')::tsquery AS whole FROM 
          (SELECT CASE WHEN edition < 200 THEN TRUE ELSE 
            (SELECT COUNT(*) >= 4 FROM 
              (SELECT tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC LIMIT 64) AS sample WHERE tokens @@ 
              (SELECT $3::tsquery)) END AS is_common, edition >> 15 AS segment FROM 
            (SELECT 
              (SELECT MAX(place) FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last) - kind.first AS edition OFFSET 0) AS newest OFFSET 0) AS way OFFSET 0) AS way CROSS JOIN LATERAL (
          (SELECT place FROM 
            (SELECT place, tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC OFFSET 0) AS walked WHERE way.is_common AND tokens @@ 
            (SELECT $3::tsquery) OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $3::tsquery) && way.newest) ORDER BY place + 0 DESC OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $3::tsquery) && way.whole && !!way.newest) AND way.segment > 1 ORDER BY place + 0 DESC OFFSET 0)) AS found WHERE CASE kind.kind WHEN 'NEWS_STORY' THEN 
        (SELECT 1 FROM "news_story" AS "r2_title0" WHERE "r2_title0".edition = found.place - 2628518885640372224 AND (("r2_title0"."live_from" <= $2) AND ("r2_title0"."live_until" > $2))) WHEN 'EVENT' THEN 
        (SELECT 1 FROM "event" AS "r2_title1" WHERE "r2_title1".edition = found.place - 1075095872569606144 AND (("r2_title1"."live_from" <= $2) AND ("r2_title1"."live_until" > $2))) WHEN 'SCHOOL' THEN 
        (SELECT 1 FROM "school" AS "r2_title2" WHERE "r2_title2".edition = found.place - 4496762864068984832 AND (("r2_title2"."live_from" <= $2) AND ("r2_title2"."live_until" > $2))) WHEN 'PROGRAM' THEN 
        (SELECT 1 FROM "program" AS "r2_title3" WHERE "r2_title3".edition = found.place - 2646811460591681536 AND (("r2_title3"."live_from" <= $2) AND ("r2_title3"."live_until" > $2))) END = 1 LIMIT 100) AS by_title FROM 
      (SELECT column1 AS kind, column2 AS first, column3 AS last FROM (VALUES ('NEWS_STORY', CAST(2628518885640372224 AS bigint), CAST(2628519985151999999 AS bigint)), ('EVENT', CAST(1075095872569606144 AS bigint), CAST(1075096972081233919 AS bigint)), ('SCHOOL', CAST(4496762864068984832 AS bigint), CAST(4496763963580612607 AS bigint)), ('PROGRAM', CAST(2646811460591681536 AS bigint), CAST(2646812560103309311 AS bigint)), ('SUSTAINABLE_DEVELOPMENT_GOAL', CAST(4527496413088579584 AS bigint), CAST(4527497512600207359 AS bigint)), ('TAG', CAST(63733191504035840 AS bigint), CAST(63734291015663615 AS bigint)), ('PERSON', CAST(952287020816793600 AS bigint), CAST(952288120328421375 AS bigint)), ('PLACE', CAST(2091732910913617920 AS bigint), CAST(2091734010425245695 AS bigint)), ('EVENT_SERIES', CAST(153787591865401344 AS bigint), CAST(153788691377029119 AS bigint)), ('DEPARTMENT', CAST(3695053960676114432 AS bigint), CAST(3695055060187742207 AS bigint)), ('DEGREE', CAST(3019904343198400512 AS bigint), CAST(3019905442710028287 AS bigint))) AS listed) AS kind), r2_texts AS MATERIALIZED 
    (SELECT *, CASE WHEN cardinality(by_title) < 100 THEN ARRAY
      (SELECT found.place FROM 
        (SELECT is_common, segment, ('''#' || (kind.first >> 40) || '.' || segment || '''|' || '''#' || (kind.first >> 40) || '.' || (segment - 1) || '''')::tsquery AS newest, ('''#' || (kind.first >> 40) || '''')::tsquery AS whole FROM 
          (SELECT CASE WHEN edition < 200 THEN TRUE ELSE 
            (SELECT COUNT(*) >= 4 FROM 
              (SELECT tokens FROM "edition_tokens" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC LIMIT 64) AS sample WHERE tokens @@ 
              (SELECT $4::tsquery)) END AS is_common, edition >> 15 AS segment FROM 
            (SELECT 
              (SELECT MAX(place) FROM "edition_tokens" WHERE place BETWEEN kind.first AND kind.last) - kind.first AS edition OFFSET 0) AS newest OFFSET 0) AS way OFFSET 0) AS way CROSS JOIN LATERAL (
          (SELECT place FROM 
            (SELECT place, tokens FROM "edition_tokens" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC OFFSET 0) AS walked WHERE way.is_common AND tokens @@ 
            (SELECT $4::tsquery) OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_tokens" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $4::tsquery) && way.newest) ORDER BY place + 0 DESC OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_tokens" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $4::tsquery) && way.whole && !!way.newest) AND way.segment > 1 ORDER BY place + 0 DESC OFFSET 0)) AS found WHERE CASE kind.kind WHEN 'NEWS_STORY' THEN 
        (SELECT 1 FROM "news_story" AS "r2_any0" WHERE "r2_any0".edition = found.place - 2628518885640372224 AND (("r2_any0"."live_from" <= $2) AND ("r2_any0"."live_until" > $2))) WHEN 'EVENT' THEN 
        (SELECT 1 FROM "event" AS "r2_any1" WHERE "r2_any1".edition = found.place - 1075095872569606144 AND (("r2_any1"."live_from" <= $2) AND ("r2_any1"."live_until" > $2))) WHEN 'SCHOOL' THEN 
        (SELECT 1 FROM "school" AS "r2_any2" WHERE "r2_any2".edition = found.place - 4496762864068984832 AND (("r2_any2"."live_from" <= $2) AND ("r2_any2"."live_until" > $2))) WHEN 'PROGRAM' THEN 
        (SELECT 1 FROM "program" AS "r2_any3" WHERE "r2_any3".edition = found.place - 2646811460591681536 AND (("r2_any3"."live_from" <= $2) AND ("r2_any3"."live_until" > $2))) END = 1 LIMIT 100) END AS by_text, MAX(CASE kind.kind WHEN 'SCHOOL' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "school" AS target WHERE target.edition = named.value - 4496762864068984832) END) OVER () AS named_0, MAX(CASE kind.kind WHEN 'SUSTAINABLE_DEVELOPMENT_GOAL' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "sustainable_development_goal" AS target WHERE target.edition = named.value - 4527496413088579584) END) OVER () AS named_1, MAX(CASE kind.kind WHEN 'TAG' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "tag" AS target WHERE target.edition = named.value - 63733191504035840) END) OVER () AS named_2, MAX(CASE kind.kind WHEN 'PERSON' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "person" AS target WHERE target.edition = named.value - 952287020816793600) END) OVER () AS named_3, MAX(CASE kind.kind WHEN 'PLACE' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "place" AS target WHERE target.edition = named.value - 2091732910913617920) END) OVER () AS named_4, MAX(CASE kind.kind WHEN 'EVENT_SERIES' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "event_series" AS target WHERE target.edition = named.value - 153787591865401344) END) OVER () AS named_5, MAX(CASE kind.kind WHEN 'DEPARTMENT' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "department" AS target WHERE target.edition = named.value - 3695053960676114432) END) OVER () AS named_6, MAX(CASE kind.kind WHEN 'DEGREE' THEN 
        (SELECT MAX(target.entry) FROM unnest(kind.by_whole) AS named(value) CROSS JOIN "degree" AS target WHERE target.edition = named.value - 3019904343198400512) END) OVER () AS named_7 FROM r2_titles AS kind), r2_linking AS MATERIALIZED 
    (SELECT *, CASE CASE WHEN cardinality(by_title) < 100 AND COALESCE(kind.named_0, kind.named_1, kind.named_2, kind.named_3, kind.named_4, kind.named_5, kind.named_6, kind.named_7, 0) > 0 THEN kind.kind END WHEN 'NEWS_STORY' THEN ARRAY
      (SELECT edition + 2628518885640372224 AS place FROM 
        (SELECT "t1"."edition" FROM "news_story_schools" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_0) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2628518885640372224 AS place FROM 
        (SELECT "t1"."edition" FROM "news_story_sdgs" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_1) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2628518885640372224 AS place FROM 
        (SELECT "t1"."edition" FROM "news_story_tags" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_2) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2628518885640372224 AS place FROM 
        (SELECT "t1"."edition" FROM "news_story_authors" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_3) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 100) AS linked) WHEN 'EVENT' THEN ARRAY
      (SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event" AS "t1" WHERE (("t1"."place_id" = kind.named_4) AND (("t1"."live_from" <= $2) AND ("t1"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event" AS "t1" WHERE (("t1"."series_id" = kind.named_5) AND (("t1"."live_from" <= $2) AND ("t1"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event_schools" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_0) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event_sdgs" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_1) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event_tags" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_2) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event_departments" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_6) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked UNION ALL SELECT edition + 1075095872569606144 AS place FROM 
        (SELECT "t1"."edition" FROM "event_speakers" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_3) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 100) AS linked) WHEN 'PROGRAM' THEN ARRAY
      (SELECT edition + 2646811460591681536 AS place FROM 
        (SELECT "t1"."edition" FROM "program_degrees" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_7) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2646811460591681536 AS place FROM 
        (SELECT "t1"."edition" FROM "program_schools" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_0) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2646811460591681536 AS place FROM 
        (SELECT "t1"."edition" FROM "program_departments" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_6) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2646811460591681536 AS place FROM 
        (SELECT "t1"."edition" FROM "program_sdgs" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_1) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."entry" DESC LIMIT 100) AS linked UNION ALL SELECT edition + 2646811460591681536 AS place FROM 
        (SELECT "t1"."edition" FROM "program_tags" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE (("t1"."target" = kind.named_2) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) ORDER BY "t1"."entry" DESC LIMIT 100) AS linked) END AS by_link FROM r2_texts AS kind), r2_lists AS MATERIALIZED 
    (SELECT *, ARRAY
      (SELECT value AS place FROM unnest(by_whole) AS list0(value) UNION SELECT value AS place FROM unnest(by_title) AS list1(value) UNION SELECT value AS place FROM unnest(by_text) AS list2(value) UNION SELECT value AS place FROM unnest(by_link) AS list3(value)) AS found FROM r2_linking AS kind WHERE kind.kind IN ('NEWS_STORY', 'EVENT', 'SCHOOL', 'PROGRAM')), r2_found AS MATERIALIZED 
    (SELECT kind.kind AS kind, listed.value AS place, 1 AS is_whole FROM r2_lists AS kind CROSS JOIN unnest(found) AS listed(value)), r2_hits AS MATERIALIZED 
    (SELECT found.kind, title.entry, found.place & 1099511627775 AS edition, found.is_whole, title.points FROM r2_found AS found CROSS JOIN LATERAL 
      (SELECT title.entry, COALESCE(CASE WHEN title.tokens @@ 
          (SELECT $5::tsquery) THEN CASE WHEN strpos(title.titles, $6) > 0 THEN 16 WHEN title.tokens @@ 
          (SELECT $7::tsquery) THEN 14 WHEN strpos(title.titles, $8) > 0 THEN 12 WHEN strpos(title.titles, $9) > 0 THEN 10 WHEN title.tokens @@ 
          (SELECT $10::tsquery) THEN 9 WHEN strpos(title.titles, $11) > 0 THEN 8 WHEN strpos(title.titles, $12) > 0 THEN 10 WHEN title.tokens @@ 
          (SELECT $13::tsquery) THEN 9 WHEN strpos(title.titles, $14) > 0 THEN 8 END END, 
          (SELECT CASE WHEN texts.tokens @@ 
            (SELECT $15::tsquery) THEN 2 WHEN texts.tokens @@ 
            (SELECT $16::tsquery) THEN 1 WHEN texts.tokens @@ 
            (SELECT $17::tsquery) THEN 1 END FROM "edition_tokens" AS texts WHERE texts.place = title.place), 0) + COALESCE(CASE WHEN strpos(title.titles, $18) > 0 OR strpos(title.titles, $19) > 0 OR strpos(title.titles, $20) > 0 THEN CASE WHEN strpos(title.titles, $21) > 0 THEN 60 WHEN strpos(title.titles, $22) > 0 THEN 40 WHEN strpos(title.titles, $23) > 0 THEN 40 WHEN strpos(title.titles, $24) > 0 THEN 30 WHEN strpos(title.titles, $25) > 0 THEN 20 WHEN strpos(title.titles, $26) > 0 THEN 20 WHEN strpos(title.titles, $18) > 0 THEN 6 WHEN strpos(title.titles, $19) > 0 THEN 6 WHEN strpos(title.titles, $20) > 0 THEN 6 END END, 0) AS points FROM "edition_titles" AS title WHERE title.place = found.place OFFSET 0) AS title), r2_near AS MATERIALIZED 
    (SELECT *, CASE WHEN NOT EXISTS 
      (SELECT 1 FROM r2_hits WHERE is_whole = 1) THEN ARRAY
      (SELECT found.place FROM 
        (SELECT is_common, segment, ('''#' || (kind.first >> 40) || '.' || segment || '''|' || '''#' || (kind.first >> 40) || '.' || (segment - 1) || '''')::tsquery AS newest, ('''#' || (kind.first >> 40) || '''')::tsquery AS whole FROM 
          (SELECT CASE WHEN edition < 200 THEN TRUE ELSE 
            (SELECT COUNT(*) >= 4 FROM 
              (SELECT tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC LIMIT 64) AS sample WHERE tokens @@ 
              (SELECT $27::tsquery)) END AS is_common, edition >> 15 AS segment FROM 
            (SELECT 
              (SELECT MAX(place) FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last) - kind.first AS edition OFFSET 0) AS newest OFFSET 0) AS way OFFSET 0) AS way CROSS JOIN LATERAL (
          (SELECT place FROM 
            (SELECT place, tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC OFFSET 0) AS walked WHERE way.is_common AND tokens @@ 
            (SELECT $27::tsquery) OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $27::tsquery) && way.newest) ORDER BY place + 0 DESC OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $27::tsquery) && way.whole && !!way.newest) AND way.segment > 1 ORDER BY place + 0 DESC OFFSET 0)) AS found WHERE CASE kind.kind WHEN 'NEWS_STORY' THEN 
        (SELECT 1 FROM "news_story" AS "r2_alike0" WHERE "r2_alike0".edition = found.place - 2628518885640372224 AND (("r2_alike0"."live_from" <= $2) AND ("r2_alike0"."live_until" > $2))) WHEN 'EVENT' THEN 
        (SELECT 1 FROM "event" AS "r2_alike1" WHERE "r2_alike1".edition = found.place - 1075095872569606144 AND (("r2_alike1"."live_from" <= $2) AND ("r2_alike1"."live_until" > $2))) WHEN 'SCHOOL' THEN 
        (SELECT 1 FROM "school" AS "r2_alike2" WHERE "r2_alike2".edition = found.place - 4496762864068984832 AND (("r2_alike2"."live_from" <= $2) AND ("r2_alike2"."live_until" > $2))) WHEN 'PROGRAM' THEN 
        (SELECT 1 FROM "program" AS "r2_alike3" WHERE "r2_alike3".edition = found.place - 2646811460591681536 AND (("r2_alike3"."live_from" <= $2) AND ("r2_alike3"."live_until" > $2))) END = 1 LIMIT 100) END AS found FROM 
      (SELECT column1 AS kind, column2 AS first, column3 AS last FROM (VALUES ('NEWS_STORY', CAST(2628518885640372224 AS bigint), CAST(2628519985151999999 AS bigint)), ('EVENT', CAST(1075095872569606144 AS bigint), CAST(1075096972081233919 AS bigint)), ('SCHOOL', CAST(4496762864068984832 AS bigint), CAST(4496763963580612607 AS bigint)), ('PROGRAM', CAST(2646811460591681536 AS bigint), CAST(2646812560103309311 AS bigint))) AS listed) AS kind), r2_alike AS 
    (SELECT 
      (SELECT titles FROM "edition_titles" AS title WHERE title.place = near.value) AS title_tokens FROM r2_near AS kind CROSS JOIN unnest(kind.found) AS near(value)) SELECT ('{"totalCount":'||(
        (SELECT CAST(COALESCE(SUM(found), 0) AS bigint) FROM 
          (SELECT kind, CASE WHEN COUNT(*) < 100 THEN COUNT(*) ELSE 100 END AS found FROM r2_hits GROUP BY kind ORDER BY found DESC, kind) AS counted))::text||',"isPartial":'||((1 = 0))::text||',"didYouMean":'||COALESCE('"\u00000:'||substr(to_json(
            (SELECT '['||COALESCE(string_agg(to_json(title_tokens)::text,','),'')||']' FROM r2_alike)||chr(1))::text,2),'null')||',"counts":'||
      (SELECT '['||COALESCE(string_agg(('{"type":'||to_json("r3".kind)::text||',"count":'||("r3".found)::text||'}'),','),'')||']' FROM 
        (SELECT kind, CASE WHEN COUNT(*) < 100 THEN COUNT(*) ELSE 100 END AS found FROM r2_hits GROUP BY kind ORDER BY found DESC, kind) AS "r3")||',"edges":['||COALESCE(string_agg(('{"cursor":'||COALESCE('"\u00001:'||substr(to_json('['||'"search"'||','||("r2"."points")::text||','||("r2"."entry")::text||']'||chr(1))::text,2),'null')||',"snippet":'||CASE "r2"."kind" WHEN 'NEWS_STORY' THEN COALESCE(
              (SELECT COALESCE('"\u00002:'||substr(to_json('['||COALESCE(to_json(CAST("r17"."title" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r17"."category" AS TEXT))::text,'null')||','||('{"en":'||COALESCE(to_json("r17"."body_text_en")::text,'null')||',"zh-Hant":'||COALESCE(to_json("r17"."body_text_zh_hant")::text,'null')||',"zh-Hans":'||COALESCE(to_json("r17"."body_text_zh_hans")::text,'null')||'}')||','||COALESCE(to_json(CAST("r17"."summary" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r17"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "news_story" AS "r17" WHERE ("r17"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
              (SELECT COALESCE('"\u00003:'||substr(to_json('['||COALESCE(to_json(CAST("r8"."title" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."category" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."venue" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."summary" AS TEXT))::text,'null')||','||('{"en":'||COALESCE(to_json("r8"."description_text_en")::text,'null')||',"zh-Hant":'||COALESCE(to_json("r8"."description_text_zh_hant")::text,'null')||',"zh-Hans":'||COALESCE(to_json("r8"."description_text_zh_hans")::text,'null')||'}')||','||COALESCE(to_json(CAST("r8"."status_note" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."language" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."organiser" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."offers" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r8"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "event" AS "r8" WHERE ("r8"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
              (SELECT COALESCE('"\u00004:'||substr(to_json('['||COALESCE(to_json(CAST("r22"."name" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r22"."abbreviation" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r22"."status" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r22"."alternate_names" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r22"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "school" AS "r22" WHERE ("r22"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
              (SELECT COALESCE('"\u00005:'||substr(to_json('['||COALESCE(to_json(CAST("r23"."name" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r23"."code" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r23"."partner" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r23"."alternate_names" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r23"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "program" AS "r23" WHERE ("r23"."edition" = "r2"."edition") LIMIT 1),'null') END||',"node":'||CASE "r2"."kind" WHEN 'NEWS_STORY' THEN COALESCE(
              (SELECT ('{"__typename":"NewsStory"'||',"id":"TmV3c1N0b3J5Ojo6'||"r41"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r41"."slug")::text||',"title":'||COALESCE(to_json(COALESCE("r41"."title_text_en", "r41"."title_text_zh_hant", "r41"."title_text_zh_hans"))::text,'null')||',"publishedOn":'||to_json(CAST("r41"."published_on" AS TEXT))::text||'}') FROM "news_story" AS "r41" WHERE ("r41"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
              (SELECT ('{"__typename":"Event"'||',"id":"RXZlbnQ6'||"r32"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r32"."slug")::text||',"title":'||COALESCE(to_json(COALESCE("r32"."title_text_en", "r32"."title_text_zh_hant", "r32"."title_text_zh_hans"))::text,'null')||',"startsAt":'||COALESCE('"\u00006:'||"r32"."starts_at"||'\u0001"','null')||'}') FROM "event" AS "r32" WHERE ("r32"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
              (SELECT ('{"__typename":"School"'||',"id":"U2Nob29sOjo6'||"r46"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r46"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r46"."name_text_en", "r46"."name_text_zh_hant", "r46"."name_text_zh_hans"))::text,'null')||'}') FROM "school" AS "r46" WHERE ("r46"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
              (SELECT ('{"__typename":"Program"'||',"id":"UHJvZ3JhbTo6'||"r47"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r47"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r47"."name_text_en", "r47"."name_text_zh_hant", "r47"."name_text_zh_hans"))::text,'null')||'}') FROM "program" AS "r47" WHERE ("r47"."edition" = "r2"."edition") LIMIT 1),'null') END||'}'),',') FILTER (WHERE "_number" <= $28),'')||']'||',"pageInfo":'||('{"hasNextPage":'||((COUNT(*) > $28))::text||',"endCursor":'||COALESCE(MAX(COALESCE('"\u00007:'||substr(to_json('['||'"search"'||','||("r2"."points")::text||','||("r2"."entry")::text||']'||chr(1))::text,2),'null')) FILTER (WHERE "_number" = CASE WHEN "_rows" < $28 THEN "_rows" ELSE $28 END AND "_number" <= $28),'null')||'}')||'}') FROM 
    (SELECT *, row_number() OVER (ORDER BY points DESC, entry DESC) AS "_number", COUNT(*) OVER () AS "_rows" FROM 
      (SELECT * FROM r2_hits ORDER BY points DESC, entry DESC LIMIT $28 + 1) AS walked ORDER BY "_number") AS "r2")||chr(30)||(WITH r2_lists AS MATERIALIZED 
    (SELECT *, ARRAY
      (SELECT found.place FROM 
        (SELECT is_common, segment, ('''#' || (kind.first >> 40) || '.' || segment || '''|' || '''#' || (kind.first >> 40) || '.' || (segment - 1) || '''')::tsquery AS newest, ('''#' || (kind.first >> 40) || '''')::tsquery AS whole FROM 
          (SELECT CASE WHEN edition < 200 THEN TRUE ELSE 
            (SELECT COUNT(*) >= 4 FROM 
              (SELECT tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC LIMIT 64) AS sample WHERE tokens @@ 
              (SELECT $29::tsquery)) END AS is_common, edition >> 15 AS segment FROM 
            (SELECT 
              (SELECT MAX(place) FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last) - kind.first AS edition OFFSET 0) AS newest OFFSET 0) AS way OFFSET 0) AS way CROSS JOIN LATERAL (
          (SELECT place FROM 
            (SELECT place, tokens FROM "edition_titles" WHERE place BETWEEN kind.first AND kind.last ORDER BY place DESC OFFSET 0) AS walked WHERE way.is_common AND tokens @@ 
            (SELECT $29::tsquery) OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $29::tsquery) && way.newest) ORDER BY place + 0 DESC OFFSET 0) UNION ALL 
          (SELECT place FROM "edition_titles" WHERE NOT way.is_common AND tokens @@ (
              (SELECT $29::tsquery) && way.whole && !!way.newest) AND way.segment > 1 ORDER BY place + 0 DESC OFFSET 0)) AS found WHERE CASE kind.kind WHEN 'AWARD' THEN 
        (SELECT 1 FROM "award" AS "r2_title0" WHERE "r2_title0".edition = found.place - 2492402644656586752 AND (("r2_title0"."live_from" <= $30) AND ("r2_title0"."live_until" > $30))) WHEN 'DEGREE' THEN 
        (SELECT 1 FROM "degree" AS "r2_title1" WHERE "r2_title1".edition = found.place - 3019904343198400512 AND (("r2_title1"."live_from" <= $30) AND ("r2_title1"."live_until" > $30))) WHEN 'DEPARTMENT' THEN 
        (SELECT 1 FROM "department" AS "r2_title2" WHERE "r2_title2".edition = found.place - 3695053960676114432 AND (("r2_title2"."live_from" <= $30) AND ("r2_title2"."live_until" > $30))) WHEN 'EVENT' THEN 
        (SELECT 1 FROM "event" AS "r2_title3" WHERE "r2_title3".edition = found.place - 1075095872569606144 AND (("r2_title3"."live_from" <= $30) AND ("r2_title3"."live_until" > $30))) WHEN 'EVENT_SERIES' THEN 
        (SELECT 1 FROM "event_series" AS "r2_title4" WHERE "r2_title4".edition = found.place - 153787591865401344 AND (("r2_title4"."live_from" <= $30) AND ("r2_title4"."live_until" > $30))) WHEN 'RANKING' THEN 
        (SELECT 1 FROM "ranking" AS "r2_title5" WHERE "r2_title5".edition = found.place - 2318806251305172992 AND (("r2_title5"."live_from" <= $30) AND ("r2_title5"."live_until" > $30))) WHEN 'FACT' THEN 
        (SELECT 1 FROM "fact" AS "r2_title6" WHERE "r2_title6".edition = found.place - 2011162897853448192 AND (("r2_title6"."live_from" <= $30) AND ("r2_title6"."live_until" > $30))) WHEN 'FIRST' THEN 
        (SELECT 1 FROM "first" AS "r2_title7" WHERE "r2_title7".edition = found.place - 2638118721662484480 AND (("r2_title7"."live_from" <= $30) AND ("r2_title7"."live_until" > $30))) WHEN 'NEWS_STORY' THEN 
        (SELECT 1 FROM "news_story" AS "r2_title8" WHERE "r2_title8".edition = found.place - 2628518885640372224 AND (("r2_title8"."live_from" <= $30) AND ("r2_title8"."live_until" > $30))) WHEN 'PAGE' THEN 
        (SELECT 1 FROM "page" AS "r2_title9" WHERE "r2_title9".edition = found.place - 361041135654666240 AND (("r2_title9"."live_from" <= $30) AND ("r2_title9"."live_until" > $30))) WHEN 'PERSON' THEN 
        (SELECT 1 FROM "person" AS "r2_title10" WHERE "r2_title10".edition = found.place - 952287020816793600 AND (("r2_title10"."live_from" <= $30) AND ("r2_title10"."live_until" > $30))) WHEN 'PLACE' THEN 
        (SELECT 1 FROM "place" AS "r2_title11" WHERE "r2_title11".edition = found.place - 2091732910913617920 AND (("r2_title11"."live_from" <= $30) AND ("r2_title11"."live_until" > $30))) WHEN 'SCHOOL' THEN 
        (SELECT 1 FROM "school" AS "r2_title12" WHERE "r2_title12".edition = found.place - 4496762864068984832 AND (("r2_title12"."live_from" <= $30) AND ("r2_title12"."live_until" > $30))) WHEN 'PROGRAM' THEN 
        (SELECT 1 FROM "program" AS "r2_title13" WHERE "r2_title13".edition = found.place - 2646811460591681536 AND (("r2_title13"."live_from" <= $30) AND ("r2_title13"."live_until" > $30))) WHEN 'SITE' THEN 
        (SELECT 1 FROM "site" AS "r2_title14" WHERE "r2_title14".edition = found.place - 1896228748378767360 AND (("r2_title14"."live_from" <= $30) AND ("r2_title14"."live_until" > $30))) WHEN 'SUSTAINABLE_DEVELOPMENT_GOAL' THEN 
        (SELECT 1 FROM "sustainable_development_goal" AS "r2_title15" WHERE "r2_title15".edition = found.place - 4527496413088579584 AND (("r2_title15"."live_from" <= $30) AND ("r2_title15"."live_until" > $30))) WHEN 'POPULAR_SEARCH' THEN 
        (SELECT 1 FROM "popular_search" AS "r2_title16" WHERE "r2_title16".edition = found.place - 134104134704955392 AND (("r2_title16"."live_from" <= $30) AND ("r2_title16"."live_until" > $30))) WHEN 'TAG' THEN 
        (SELECT 1 FROM "tag" AS "r2_title17" WHERE "r2_title17".edition = found.place - 63733191504035840 AND (("r2_title17"."live_from" <= $30) AND ("r2_title17"."live_until" > $30))) END = 1 LIMIT 100) AS found FROM 
      (SELECT column1 AS kind, column2 AS first, column3 AS last FROM (VALUES ('AWARD', CAST(2492402644656586752 AS bigint), CAST(2492403744168214527 AS bigint)), ('DEGREE', CAST(3019904343198400512 AS bigint), CAST(3019905442710028287 AS bigint)), ('DEPARTMENT', CAST(3695053960676114432 AS bigint), CAST(3695055060187742207 AS bigint)), ('EVENT', CAST(1075095872569606144 AS bigint), CAST(1075096972081233919 AS bigint)), ('EVENT_SERIES', CAST(153787591865401344 AS bigint), CAST(153788691377029119 AS bigint)), ('RANKING', CAST(2318806251305172992 AS bigint), CAST(2318807350816800767 AS bigint)), ('FACT', CAST(2011162897853448192 AS bigint), CAST(2011163997365075967 AS bigint)), ('FIRST', CAST(2638118721662484480 AS bigint), CAST(2638119821174112255 AS bigint)), ('NEWS_STORY', CAST(2628518885640372224 AS bigint), CAST(2628519985151999999 AS bigint)), ('PAGE', CAST(361041135654666240 AS bigint), CAST(361042235166294015 AS bigint)), ('PERSON', CAST(952287020816793600 AS bigint), CAST(952288120328421375 AS bigint)), ('PLACE', CAST(2091732910913617920 AS bigint), CAST(2091734010425245695 AS bigint)), ('SCHOOL', CAST(4496762864068984832 AS bigint), CAST(4496763963580612607 AS bigint)), ('PROGRAM', CAST(2646811460591681536 AS bigint), CAST(2646812560103309311 AS bigint)), ('SITE', CAST(1896228748378767360 AS bigint), CAST(1896229847890395135 AS bigint)), ('SUSTAINABLE_DEVELOPMENT_GOAL', CAST(4527496413088579584 AS bigint), CAST(4527497512600207359 AS bigint)), ('POPULAR_SEARCH', CAST(134104134704955392 AS bigint), CAST(134105234216583167 AS bigint)), ('TAG', CAST(63733191504035840 AS bigint), CAST(63734291015663615 AS bigint))) AS listed) AS kind), r2_found AS MATERIALIZED 
    (SELECT kind.kind AS kind, listed.value AS place, 1 AS is_whole FROM r2_lists AS kind CROSS JOIN unnest(found) AS listed(value)), r2_hits AS MATERIALIZED 
    (SELECT found.kind, title.entry, found.place & 1099511627775 AS edition, found.is_whole, title.points FROM r2_found AS found CROSS JOIN LATERAL 
      (SELECT title.entry, COALESCE(CASE WHEN title.tokens @@ 
          (SELECT $31::tsquery) THEN CASE WHEN strpos(title.titles, $32) > 0 THEN 16 WHEN title.tokens @@ 
          (SELECT $33::tsquery) THEN 14 WHEN strpos(title.titles, $34) > 0 THEN 12 WHEN strpos(title.titles, $35) > 0 THEN 10 WHEN title.tokens @@ 
          (SELECT $36::tsquery) THEN 9 WHEN strpos(title.titles, $37) > 0 THEN 8 WHEN strpos(title.titles, $38) > 0 THEN 10 WHEN title.tokens @@ 
          (SELECT $39::tsquery) THEN 9 WHEN strpos(title.titles, $40) > 0 THEN 8 END END, 
          (SELECT CASE WHEN texts.tokens @@ 
            (SELECT $41::tsquery) THEN 2 WHEN texts.tokens @@ 
            (SELECT $42::tsquery) THEN 1 WHEN texts.tokens @@ 
            (SELECT $43::tsquery) THEN 1 END FROM "edition_tokens" AS texts WHERE texts.place = title.place), 0) + COALESCE(CASE WHEN strpos(title.titles, $44) > 0 OR strpos(title.titles, $45) > 0 OR strpos(title.titles, $46) > 0 THEN CASE WHEN strpos(title.titles, $47) > 0 THEN 60 WHEN strpos(title.titles, $48) > 0 THEN 40 WHEN strpos(title.titles, $49) > 0 THEN 40 WHEN strpos(title.titles, $50) > 0 THEN 30 WHEN strpos(title.titles, $51) > 0 THEN 20 WHEN strpos(title.titles, $52) > 0 THEN 20 WHEN strpos(title.titles, $44) > 0 THEN 6 WHEN strpos(title.titles, $45) > 0 THEN 6 WHEN strpos(title.titles, $46) > 0 THEN 6 END END, 0) AS points FROM "edition_titles" AS title WHERE title.place = found.place OFFSET 0) AS title) SELECT '['||COALESCE(string_agg(('{"text":'||CASE "r2"."kind" WHEN 'AWARD' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r4"."award_text_en", "r4"."award_text_zh_hant", "r4"."award_text_zh_hans"))::text,'null') FROM "award" AS "r4" WHERE ("r4"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'DEGREE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r5"."name_text_en", "r5"."name_text_zh_hant", "r5"."name_text_zh_hans"))::text,'null') FROM "degree" AS "r5" WHERE ("r5"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'DEPARTMENT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r6"."name_text_en", "r6"."name_text_zh_hant", "r6"."name_text_zh_hans"))::text,'null') FROM "department" AS "r6" WHERE ("r6"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r7"."title_text_en", "r7"."title_text_zh_hant", "r7"."title_text_zh_hans"))::text,'null') FROM "event" AS "r7" WHERE ("r7"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT_SERIES' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r8"."title_text_en", "r8"."title_text_zh_hant", "r8"."title_text_zh_hans"))::text,'null') FROM "event_series" AS "r8" WHERE ("r8"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'RANKING' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r9"."name_text_en", "r9"."name_text_zh_hant", "r9"."name_text_zh_hans"))::text,'null') FROM "ranking" AS "r9" WHERE ("r9"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'FACT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r10"."label_text_en", "r10"."label_text_zh_hant", "r10"."label_text_zh_hans"))::text,'null') FROM "fact" AS "r10" WHERE ("r10"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'FIRST' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r11"."title_text_en", "r11"."title_text_zh_hant", "r11"."title_text_zh_hans"))::text,'null') FROM "first" AS "r11" WHERE ("r11"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'NEWS_STORY' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r16"."title_text_en", "r16"."title_text_zh_hant", "r16"."title_text_zh_hans"))::text,'null') FROM "news_story" AS "r16" WHERE ("r16"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PAGE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r17"."title_text_en", "r17"."title_text_zh_hant", "r17"."title_text_zh_hans"))::text,'null') FROM "page" AS "r17" WHERE ("r17"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PERSON' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r18"."name_text_en", "r18"."name_text_zh_hant", "r18"."name_text_zh_hans"))::text,'null') FROM "person" AS "r18" WHERE ("r18"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PLACE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r19"."name_text_en", "r19"."name_text_zh_hant", "r19"."name_text_zh_hans"))::text,'null') FROM "place" AS "r19" WHERE ("r19"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r21"."name_text_en", "r21"."name_text_zh_hant", "r21"."name_text_zh_hans"))::text,'null') FROM "school" AS "r21" WHERE ("r21"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r22"."name_text_en", "r22"."name_text_zh_hant", "r22"."name_text_zh_hans"))::text,'null') FROM "program" AS "r22" WHERE ("r22"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SITE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r24"."name_text_en", "r24"."name_text_zh_hant", "r24"."name_text_zh_hans"))::text,'null') FROM "site" AS "r24" WHERE ("r24"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SUSTAINABLE_DEVELOPMENT_GOAL' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r25"."name_text_en", "r25"."name_text_zh_hant", "r25"."name_text_zh_hans"))::text,'null') FROM "sustainable_development_goal" AS "r25" WHERE ("r25"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'POPULAR_SEARCH' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r20"."label_text_en", "r20"."label_text_zh_hant", "r20"."label_text_zh_hans"))::text,'null') FROM "popular_search" AS "r20" WHERE ("r20"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'TAG' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r26"."name_text_en", "r26"."name_text_zh_hant", "r26"."name_text_zh_hans"))::text,'null') FROM "tag" AS "r26" WHERE ("r26"."edition" = "r2"."edition") LIMIT 1),'null') END||',"type":'||to_json("r2"."kind")::text||'}'),',') FILTER (WHERE "_number" <= $53),'')||']' FROM 
    (SELECT *, row_number() OVER (ORDER BY points DESC, entry DESC) AS "_number", COUNT(*) OVER () AS "_rows" FROM 
      (SELECT * FROM r2_hits ORDER BY points DESC, entry DESC LIMIT $53 + 1) AS walked ORDER BY "_number") AS "r2") AS answer OFFSET 0) AS answers;
