SELECT CASE WHEN octet_length(answer) <= $46::int THEN answer END FROM 
(SELECT (WITH r2_0_w AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "news_story_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "news_story" AS "r2_0_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_0_whole"."live_from" <= $2) AND ("r2_0_whole"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "news_story_tokens" AS found JOIN "news_story" AS "r2_0_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_0_whole"."live_from" <= $2) AND ("r2_0_whole"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_0_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "news_story_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "news_story" AS "r2_0_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_0_titled"."live_from" <= $2) AND ("r2_0_titled"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "news_story_tokens" AS found JOIN "news_story" AS "r2_0_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_0_titled"."live_from" <= $2) AND ("r2_0_titled"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_0_x AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, tokens FROM "news_story_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "news_story" AS "r2_0_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_0_t) < 200 AND (("r2_0_text"."live_from" <= $2) AND ("r2_0_text"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "news_story_tokens" AS found JOIN "news_story" AS "r2_0_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_0_t) < 200 AND (("r2_0_text"."live_from" <= $2) AND ("r2_0_text"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_0_l0 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "news_story_schools" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "school" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "school_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_0_t) < 200) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 200), r2_0_l1 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "news_story_sdgs" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "sustainable_development_goal" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "sustainable_development_goal_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_0_t) < 200) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 200), r2_0_l2 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "news_story_tags" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "tag" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "tag_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_0_t) < 200) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 200), r2_0_l3 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "news_story_authors" AS "t1" INNER JOIN "news_story" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "person" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "person_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_0_t) < 200) ORDER BY "t1"."published_on" DESC, "t1"."entry" DESC LIMIT 200), r2_1_w AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "event_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "event" AS "r2_1_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_1_whole"."live_from" <= $2) AND ("r2_1_whole"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "event_tokens" AS found JOIN "event" AS "r2_1_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_1_whole"."live_from" <= $2) AND ("r2_1_whole"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_1_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "event_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "event" AS "r2_1_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_1_titled"."live_from" <= $2) AND ("r2_1_titled"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "event_tokens" AS found JOIN "event" AS "r2_1_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_1_titled"."live_from" <= $2) AND ("r2_1_titled"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_1_x AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, tokens FROM "event_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "event" AS "r2_1_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_1_t) < 200 AND (("r2_1_text"."live_from" <= $2) AND ("r2_1_text"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "event_tokens" AS found JOIN "event" AS "r2_1_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_1_t) < 200 AND (("r2_1_text"."live_from" <= $2) AND ("r2_1_text"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_1_l0 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event" AS "t1" WHERE ((("t1"."place_id" = 
            (SELECT "t2"."entry" FROM "place" AS "t2" WHERE ((("t2"."live_from" <= $2) AND ("t2"."live_until" > $2)) AND ("t2"."edition" IN 
                  (SELECT edition FROM "place_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t2"."entry" DESC LIMIT 1)) AND (("t1"."live_from" <= $2) AND ("t1"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_1_l1 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event_schools" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "school" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "school_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_1_l2 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event_sdgs" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "sustainable_development_goal" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "sustainable_development_goal_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_1_l3 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event_tags" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "tag" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "tag_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_1_l4 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event_departments" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "department" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "department_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_1_l5 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "event_speakers" AS "t1" INNER JOIN "event" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "person" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "person_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_1_t) < 200) ORDER BY "t1"."starts_at" ASC, "t1"."entry" ASC LIMIT 200), r2_2_w AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "school_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "school" AS "r2_2_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_2_whole"."live_from" <= $2) AND ("r2_2_whole"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "school_tokens" AS found JOIN "school" AS "r2_2_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_2_whole"."live_from" <= $2) AND ("r2_2_whole"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_2_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "school_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "school" AS "r2_2_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_2_titled"."live_from" <= $2) AND ("r2_2_titled"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "school_tokens" AS found JOIN "school" AS "r2_2_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_2_titled"."live_from" <= $2) AND ("r2_2_titled"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_2_x AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, tokens FROM "school_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "school" AS "r2_2_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_2_t) < 200 AND (("r2_2_text"."live_from" <= $2) AND ("r2_2_text"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "school_tokens" AS found JOIN "school" AS "r2_2_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_2_t) < 200 AND (("r2_2_text"."live_from" <= $2) AND ("r2_2_text"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_3_w AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "program_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "program" AS "r2_3_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_3_whole"."live_from" <= $2) AND ("r2_3_whole"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "program_tokens" AS found JOIN "program" AS "r2_3_whole" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $1::tsquery) AND (("r2_3_whole"."live_from" <= $2) AND ("r2_3_whole"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $1::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_3_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "program_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "program" AS "r2_3_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_3_titled"."live_from" <= $2) AND ("r2_3_titled"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "program_tokens" AS found JOIN "program" AS "r2_3_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $3::tsquery) AND (("r2_3_titled"."live_from" <= $2) AND ("r2_3_titled"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $3::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_3_x AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, tokens FROM "program_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "program" AS "r2_3_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_3_t) < 200 AND (("r2_3_text"."live_from" <= $2) AND ("r2_3_text"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "program_tokens" AS found JOIN "program" AS "r2_3_text" USING (edition) WHERE found.tokens @@ 
          (SELECT $4::tsquery) AND 
          (SELECT COUNT(*) FROM r2_3_t) < 200 AND (("r2_3_text"."live_from" <= $2) AND ("r2_3_text"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE tokens @@ 
            (SELECT $4::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_3_l0 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "program_degrees" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "degree" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "degree_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_3_t) < 200) ORDER BY "t1"."entry" DESC LIMIT 200), r2_3_l1 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "program_schools" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "school" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "school_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_3_t) < 200) ORDER BY "t1"."entry" DESC LIMIT 200), r2_3_l2 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "program_departments" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "department" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "department_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_3_t) < 200) ORDER BY "t1"."entry" DESC LIMIT 200), r2_3_l3 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "program_sdgs" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "sustainable_development_goal" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "sustainable_development_goal_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_3_t) < 200) ORDER BY "t1"."entry" DESC LIMIT 200), r2_3_l4 AS MATERIALIZED 
    (SELECT "t1"."edition" FROM "program_tags" AS "t1" INNER JOIN "program" AS "t2" ON ("t1"."edition" = "t2"."edition") WHERE ((("t1"."target" = 
            (SELECT "t3"."entry" FROM "tag" AS "t3" WHERE ((("t3"."live_from" <= $2) AND ("t3"."live_until" > $2)) AND ("t3"."edition" IN 
                  (SELECT edition FROM "tag_tokens" WHERE title_tokens @@ 
                    (SELECT $1::tsquery)))) ORDER BY "t3"."entry" DESC LIMIT 1)) AND (("t2"."live_from" <= $2) AND ("t2"."live_until" > $2))) AND 
        (SELECT COUNT(*) FROM r2_3_t) < 200) ORDER BY "t1"."entry" DESC LIMIT 200), r2_hits_found AS MATERIALIZED 
    (SELECT 'NEWS_STORY' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_0"."entry", "r2_0"."edition", "r2_0"."title_tokens", "r2_0"."tokens" FROM "news_story" AS "r2_0" WHERE ("r2_0"."edition" IN 
          (SELECT edition FROM r2_0_w UNION SELECT edition FROM r2_0_t UNION SELECT edition FROM r2_0_x UNION SELECT edition FROM r2_0_l0 UNION SELECT edition FROM r2_0_l1 UNION SELECT edition FROM r2_0_l2 UNION SELECT edition FROM r2_0_l3))) AS found UNION ALL SELECT 'EVENT' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_1"."entry", "r2_1"."edition", "r2_1"."title_tokens", "r2_1"."tokens" FROM "event" AS "r2_1" WHERE ("r2_1"."edition" IN 
          (SELECT edition FROM r2_1_w UNION SELECT edition FROM r2_1_t UNION SELECT edition FROM r2_1_x UNION SELECT edition FROM r2_1_l0 UNION SELECT edition FROM r2_1_l1 UNION SELECT edition FROM r2_1_l2 UNION SELECT edition FROM r2_1_l3 UNION SELECT edition FROM r2_1_l4 UNION SELECT edition FROM r2_1_l5))) AS found UNION ALL SELECT 'SCHOOL' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_2"."entry", "r2_2"."edition", "r2_2"."title_tokens", "r2_2"."tokens" FROM "school" AS "r2_2" WHERE ("r2_2"."edition" IN 
          (SELECT edition FROM r2_2_w UNION SELECT edition FROM r2_2_t UNION SELECT edition FROM r2_2_x))) AS found UNION ALL SELECT 'PROGRAM' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_3"."entry", "r2_3"."edition", "r2_3"."title_tokens", "r2_3"."tokens" FROM "program" AS "r2_3" WHERE ("r2_3"."edition" IN 
          (SELECT edition FROM r2_3_w UNION SELECT edition FROM r2_3_t UNION SELECT edition FROM r2_3_x UNION SELECT edition FROM r2_3_l0 UNION SELECT edition FROM r2_3_l1 UNION SELECT edition FROM r2_3_l2 UNION SELECT edition FROM r2_3_l3 UNION SELECT edition FROM r2_3_l4))) AS found), r2_hits AS MATERIALIZED 
    (SELECT kind, entry, edition, is_whole, CASE WHEN strpos(hit."title_tokens", $5) > 0 THEN 16 WHEN strpos(hit."title_tokens", $6) > 0 THEN 14 WHEN strpos(hit."title_tokens", $7) > 0 THEN 12 WHEN strpos(hit."title_tokens", $8) > 0 THEN 10 WHEN strpos(hit."title_tokens", $9) > 0 THEN 9 WHEN strpos(hit."title_tokens", $10) > 0 THEN 8 WHEN strpos(hit."title_tokens", $11) > 0 THEN 10 WHEN strpos(hit."title_tokens", $12) > 0 THEN 9 WHEN strpos(hit."title_tokens", $13) > 0 THEN 8 WHEN strpos(hit."tokens", $6) > 0 THEN 2 WHEN strpos(hit."tokens", $7) > 0 THEN 2 WHEN strpos(hit."tokens", $9) > 0 THEN 1 WHEN strpos(hit."tokens", $10) > 0 THEN 1 WHEN strpos(hit."tokens", $12) > 0 THEN 1 WHEN strpos(hit."tokens", $13) > 0 THEN 1 ELSE 0 END + CASE WHEN strpos(hit."title_tokens", $14) > 0 THEN 60 WHEN strpos(hit."title_tokens", $15) > 0 THEN 40 WHEN strpos(hit."title_tokens", $16) > 0 THEN 40 WHEN strpos(hit."title_tokens", $17) > 0 THEN 30 WHEN strpos(hit."title_tokens", $18) > 0 THEN 20 WHEN strpos(hit."title_tokens", $19) > 0 THEN 20 WHEN strpos(hit."title_tokens", $20) > 0 THEN 6 WHEN strpos(hit."title_tokens", $21) > 0 THEN 6 WHEN strpos(hit."title_tokens", $22) > 0 THEN 6 ELSE 0 END AS points FROM r2_hits_found AS hit), r2_near0_n AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "news_story_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "news_story" AS "r2_near0_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near0_near"."live_from" <= $2) AND ("r2_near0_near"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "news_story_tokens" AS found JOIN "news_story" AS "r2_near0_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near0_near"."live_from" <= $2) AND ("r2_near0_near"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_near1_n AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "event_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "event" AS "r2_near1_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near1_near"."live_from" <= $2) AND ("r2_near1_near"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "event_tokens" AS found JOIN "event" AS "r2_near1_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near1_near"."live_from" <= $2) AND ("r2_near1_near"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_near2_n AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "school_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "school" AS "r2_near2_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near2_near"."live_from" <= $2) AND ("r2_near2_near"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "school_tokens" AS found JOIN "school" AS "r2_near2_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near2_near"."live_from" <= $2) AND ("r2_near2_near"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_near3_n AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "program_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "program" AS "r2_near3_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near3_near"."live_from" <= $2) AND ("r2_near3_near"."live_until" > $2)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "program_tokens" AS found JOIN "program" AS "r2_near3_near" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $23::tsquery) AND (("r2_near3_near"."live_from" <= $2) AND ("r2_near3_near"."live_until" > $2)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $23::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_hits_alike AS 
    (SELECT title_tokens FROM 
      (SELECT title_tokens FROM 
        (SELECT "r2_near0"."entry", "r2_near0"."edition", "r2_near0"."title_tokens", "r2_near0"."tokens" FROM "news_story" AS "r2_near0" WHERE ("r2_near0"."edition" IN 
            (SELECT edition FROM r2_near0_n))) AS near UNION ALL SELECT title_tokens FROM 
        (SELECT "r2_near1"."entry", "r2_near1"."edition", "r2_near1"."title_tokens", "r2_near1"."tokens" FROM "event" AS "r2_near1" WHERE ("r2_near1"."edition" IN 
            (SELECT edition FROM r2_near1_n))) AS near UNION ALL SELECT title_tokens FROM 
        (SELECT "r2_near2"."entry", "r2_near2"."edition", "r2_near2"."title_tokens", "r2_near2"."tokens" FROM "school" AS "r2_near2" WHERE ("r2_near2"."edition" IN 
            (SELECT edition FROM r2_near2_n))) AS near UNION ALL SELECT title_tokens FROM 
        (SELECT "r2_near3"."entry", "r2_near3"."edition", "r2_near3"."title_tokens", "r2_near3"."tokens" FROM "program" AS "r2_near3" WHERE ("r2_near3"."edition" IN 
            (SELECT edition FROM r2_near3_n))) AS near) AS near WHERE NOT EXISTS 
      (SELECT 1 FROM r2_hits WHERE is_whole = 1)) SELECT ('{"totalCount":'||(
        (SELECT CAST(COALESCE(SUM(found), 0) AS bigint) FROM 
          (SELECT kind, CASE WHEN COUNT(*) < 200 THEN COUNT(*) ELSE 200 END AS found FROM r2_hits GROUP BY kind ORDER BY found DESC, kind) AS counted))::text||',"isPartial":'||((1 = 0))::text||',"didYouMean":'||COALESCE('"\u00000:'||substr(to_json(
            (SELECT '['||COALESCE(string_agg(to_json(title_tokens)::text,','),'')||']' FROM r2_hits_alike)||chr(1))::text,2),'null')||',"counts":'||
      (SELECT '['||COALESCE(string_agg(('{"type":'||to_json("r3".kind)::text||',"count":'||("r3".found)::text||'}'),','),'')||']' FROM 
        (SELECT kind, CASE WHEN COUNT(*) < 200 THEN COUNT(*) ELSE 200 END AS found FROM r2_hits GROUP BY kind ORDER BY found DESC, kind) AS "r3")||',"edges":['||COALESCE(string_agg(('{"cursor":'||COALESCE('"\u00001:'||substr(to_json('['||'"search"'||','||("r2"."points")::text||','||("r2"."entry")::text||']'||chr(1))::text,2),'null')||',"snippet":'||CASE "r2"."kind" WHEN 'NEWS_STORY' THEN COALESCE(
              (SELECT COALESCE('"\u00002:'||substr(to_json('['||COALESCE(to_json(CAST("r15"."title" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r15"."category" AS TEXT))::text,'null')||','||('{"en":'||COALESCE(to_json("r15"."body_text_en")::text,'null')||',"zh-Hant":'||COALESCE(to_json("r15"."body_text_zh_hant")::text,'null')||',"zh-Hans":'||COALESCE(to_json("r15"."body_text_zh_hans")::text,'null')||'}')||','||COALESCE(to_json(CAST("r15"."summary" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r15"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "news_story" AS "r15" WHERE ("r15"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
              (SELECT COALESCE('"\u00003:'||substr(to_json('['||COALESCE(to_json(CAST("r7"."title" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."category" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."venue" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."summary" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."status_note" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."language" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."organiser" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."offers" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r7"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "event" AS "r7" WHERE ("r7"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
              (SELECT COALESCE('"\u00004:'||substr(to_json('['||COALESCE(to_json(CAST("r20"."name" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r20"."abbreviation" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r20"."status" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r20"."alternate_names" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r20"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "school" AS "r20" WHERE ("r20"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
              (SELECT COALESCE('"\u00005:'||substr(to_json('['||COALESCE(to_json(CAST("r21"."name" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r21"."code" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r21"."partner" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r21"."alternate_names" AS TEXT))::text,'null')||','||COALESCE(to_json(CAST("r21"."seo" AS TEXT))::text,'null')||']'||chr(1))::text,2),'null') FROM "program" AS "r21" WHERE ("r21"."edition" = "r2"."edition") LIMIT 1),'null') END||',"node":'||CASE "r2"."kind" WHEN 'NEWS_STORY' THEN COALESCE(
              (SELECT ('{"__typename":"NewsStory"'||',"id":"TmV3c1N0b3J5Ojo6'||"r36"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r36"."slug")::text||',"title":'||COALESCE(to_json(COALESCE("r36"."title_text_en", "r36"."title_text_zh_hant", "r36"."title_text_zh_hans"))::text,'null')||',"publishedOn":'||to_json(CAST("r36"."published_on" AS TEXT))::text||'}') FROM "news_story" AS "r36" WHERE ("r36"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
              (SELECT ('{"__typename":"Event"'||',"id":"RXZlbnQ6'||"r28"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r28"."slug")::text||',"title":'||COALESCE(to_json(COALESCE("r28"."title_text_en", "r28"."title_text_zh_hant", "r28"."title_text_zh_hans"))::text,'null')||',"startsAt":'||COALESCE('"\u00006:'||"r28"."starts_at"||'\u0001"','null')||'}') FROM "event" AS "r28" WHERE ("r28"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
              (SELECT ('{"__typename":"School"'||',"id":"U2Nob29sOjo6'||"r41"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r41"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r41"."name_text_en", "r41"."name_text_zh_hant", "r41"."name_text_zh_hans"))::text,'null')||'}') FROM "school" AS "r41" WHERE ("r41"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
              (SELECT ('{"__typename":"Program"'||',"id":"UHJvZ3JhbTo6'||"r42"."uid"||'\u0000\u0000'||'"'||',"slug":'||to_json("r42"."slug")::text||',"name":'||COALESCE(to_json(COALESCE("r42"."name_text_en", "r42"."name_text_zh_hant", "r42"."name_text_zh_hans"))::text,'null')||'}') FROM "program" AS "r42" WHERE ("r42"."edition" = "r2"."edition") LIMIT 1),'null') END||'}'),',') FILTER (WHERE "_number" <= $24),'')||']'||',"pageInfo":'||('{"hasNextPage":'||((COUNT(*) > $24))::text||',"endCursor":'||COALESCE(MAX(COALESCE('"\u00007:'||substr(to_json('['||'"search"'||','||("r2"."points")::text||','||("r2"."entry")::text||']'||chr(1))::text,2),'null')) FILTER (WHERE "_number" = CASE WHEN "_rows" < $24 THEN "_rows" ELSE $24 END AND "_number" <= $24),'null')||'}')||'}') FROM 
    (SELECT *, row_number() OVER (ORDER BY points DESC, entry DESC) AS "_number", COUNT(*) OVER () AS "_rows" FROM 
      (SELECT * FROM r2_hits ORDER BY points DESC, entry DESC LIMIT $24 + 1) AS walked ORDER BY "_number") AS "r2")||chr(30)||(WITH r2_0_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "award_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "award" AS "r2_0_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_0_titled"."live_from" <= $26) AND ("r2_0_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "award_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "award_tokens" AS found JOIN "award" AS "r2_0_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_0_titled"."live_from" <= $26) AND ("r2_0_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "award_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_1_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "degree_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "degree" AS "r2_1_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_1_titled"."live_from" <= $26) AND ("r2_1_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "degree_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "degree_tokens" AS found JOIN "degree" AS "r2_1_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_1_titled"."live_from" <= $26) AND ("r2_1_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "degree_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_2_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "department_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "department" AS "r2_2_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_2_titled"."live_from" <= $26) AND ("r2_2_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "department_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "department_tokens" AS found JOIN "department" AS "r2_2_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_2_titled"."live_from" <= $26) AND ("r2_2_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "department_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_3_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "event_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "event" AS "r2_3_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_3_titled"."live_from" <= $26) AND ("r2_3_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "event_tokens" AS found JOIN "event" AS "r2_3_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_3_titled"."live_from" <= $26) AND ("r2_3_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "event_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_4_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "ranking_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "ranking" AS "r2_4_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_4_titled"."live_from" <= $26) AND ("r2_4_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "ranking_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "ranking_tokens" AS found JOIN "ranking" AS "r2_4_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_4_titled"."live_from" <= $26) AND ("r2_4_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "ranking_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_5_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "fact_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "fact" AS "r2_5_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_5_titled"."live_from" <= $26) AND ("r2_5_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "fact_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "fact_tokens" AS found JOIN "fact" AS "r2_5_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_5_titled"."live_from" <= $26) AND ("r2_5_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "fact_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_6_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "first_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "first" AS "r2_6_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_6_titled"."live_from" <= $26) AND ("r2_6_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "first_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "first_tokens" AS found JOIN "first" AS "r2_6_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_6_titled"."live_from" <= $26) AND ("r2_6_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "first_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_7_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "news_story_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "news_story" AS "r2_7_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_7_titled"."live_from" <= $26) AND ("r2_7_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "news_story_tokens" AS found JOIN "news_story" AS "r2_7_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_7_titled"."live_from" <= $26) AND ("r2_7_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "news_story_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_8_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "page_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "page" AS "r2_8_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_8_titled"."live_from" <= $26) AND ("r2_8_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "page_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "page_tokens" AS found JOIN "page" AS "r2_8_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_8_titled"."live_from" <= $26) AND ("r2_8_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "page_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_9_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "person_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "person" AS "r2_9_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_9_titled"."live_from" <= $26) AND ("r2_9_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "person_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "person_tokens" AS found JOIN "person" AS "r2_9_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_9_titled"."live_from" <= $26) AND ("r2_9_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "person_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_10_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "place_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "place" AS "r2_10_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_10_titled"."live_from" <= $26) AND ("r2_10_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "place_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "place_tokens" AS found JOIN "place" AS "r2_10_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_10_titled"."live_from" <= $26) AND ("r2_10_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "place_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_11_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "school_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "school" AS "r2_11_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_11_titled"."live_from" <= $26) AND ("r2_11_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "school_tokens" AS found JOIN "school" AS "r2_11_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_11_titled"."live_from" <= $26) AND ("r2_11_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "school_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_12_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "program_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "program" AS "r2_12_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_12_titled"."live_from" <= $26) AND ("r2_12_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "program_tokens" AS found JOIN "program" AS "r2_12_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_12_titled"."live_from" <= $26) AND ("r2_12_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "program_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_13_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "site_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "site" AS "r2_13_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_13_titled"."live_from" <= $26) AND ("r2_13_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "site_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "site_tokens" AS found JOIN "site" AS "r2_13_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_13_titled"."live_from" <= $26) AND ("r2_13_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "site_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_14_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "sustainable_development_goal_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "sustainable_development_goal" AS "r2_14_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_14_titled"."live_from" <= $26) AND ("r2_14_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "sustainable_development_goal_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "sustainable_development_goal_tokens" AS found JOIN "sustainable_development_goal" AS "r2_14_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_14_titled"."live_from" <= $26) AND ("r2_14_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "sustainable_development_goal_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_15_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "popular_search_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "popular_search" AS "r2_15_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_15_titled"."live_from" <= $26) AND ("r2_15_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "popular_search_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "popular_search_tokens" AS found JOIN "popular_search" AS "r2_15_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_15_titled"."live_from" <= $26) AND ("r2_15_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "popular_search_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_16_t AS MATERIALIZED 
    (SELECT edition FROM (
        (SELECT found.edition FROM 
          (SELECT edition, title_tokens FROM "tag_tokens" ORDER BY edition DESC OFFSET 0) AS found JOIN "tag" AS "r2_16_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_16_titled"."live_from" <= $26) AND ("r2_16_titled"."live_until" > $26)) AND 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "tag_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition DESC LIMIT 200) UNION ALL 
        (SELECT found.edition FROM "tag_tokens" AS found JOIN "tag" AS "r2_16_titled" USING (edition) WHERE found.title_tokens @@ 
          (SELECT $25::tsquery) AND (("r2_16_titled"."live_from" <= $26) AND ("r2_16_titled"."live_until" > $26)) AND NOT 
          (SELECT COUNT(*) > 8 FROM 
            (SELECT title_tokens FROM "tag_tokens" ORDER BY edition DESC LIMIT 200) AS sample WHERE title_tokens @@ 
            (SELECT $25::tsquery)) ORDER BY found.edition + 0 DESC LIMIT 200)) AS newest), r2_hits_found AS MATERIALIZED 
    (SELECT 'AWARD' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_0"."entry", "r2_0"."edition", "r2_0"."title_tokens", "r2_0"."tokens" FROM "award" AS "r2_0" WHERE ("r2_0"."edition" IN 
          (SELECT edition FROM r2_0_t))) AS found UNION ALL SELECT 'DEGREE' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_1"."entry", "r2_1"."edition", "r2_1"."title_tokens", "r2_1"."tokens" FROM "degree" AS "r2_1" WHERE ("r2_1"."edition" IN 
          (SELECT edition FROM r2_1_t))) AS found UNION ALL SELECT 'DEPARTMENT' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_2"."entry", "r2_2"."edition", "r2_2"."title_tokens", "r2_2"."tokens" FROM "department" AS "r2_2" WHERE ("r2_2"."edition" IN 
          (SELECT edition FROM r2_2_t))) AS found UNION ALL SELECT 'EVENT' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_3"."entry", "r2_3"."edition", "r2_3"."title_tokens", "r2_3"."tokens" FROM "event" AS "r2_3" WHERE ("r2_3"."edition" IN 
          (SELECT edition FROM r2_3_t))) AS found UNION ALL SELECT 'RANKING' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_4"."entry", "r2_4"."edition", "r2_4"."title_tokens", "r2_4"."tokens" FROM "ranking" AS "r2_4" WHERE ("r2_4"."edition" IN 
          (SELECT edition FROM r2_4_t))) AS found UNION ALL SELECT 'FACT' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_5"."entry", "r2_5"."edition", "r2_5"."title_tokens", "r2_5"."tokens" FROM "fact" AS "r2_5" WHERE ("r2_5"."edition" IN 
          (SELECT edition FROM r2_5_t))) AS found UNION ALL SELECT 'FIRST' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_6"."entry", "r2_6"."edition", "r2_6"."title_tokens", "r2_6"."tokens" FROM "first" AS "r2_6" WHERE ("r2_6"."edition" IN 
          (SELECT edition FROM r2_6_t))) AS found UNION ALL SELECT 'NEWS_STORY' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_7"."entry", "r2_7"."edition", "r2_7"."title_tokens", "r2_7"."tokens" FROM "news_story" AS "r2_7" WHERE ("r2_7"."edition" IN 
          (SELECT edition FROM r2_7_t))) AS found UNION ALL SELECT 'PAGE' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_8"."entry", "r2_8"."edition", "r2_8"."title_tokens", "r2_8"."tokens" FROM "page" AS "r2_8" WHERE ("r2_8"."edition" IN 
          (SELECT edition FROM r2_8_t))) AS found UNION ALL SELECT 'PERSON' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_9"."entry", "r2_9"."edition", "r2_9"."title_tokens", "r2_9"."tokens" FROM "person" AS "r2_9" WHERE ("r2_9"."edition" IN 
          (SELECT edition FROM r2_9_t))) AS found UNION ALL SELECT 'PLACE' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_10"."entry", "r2_10"."edition", "r2_10"."title_tokens", "r2_10"."tokens" FROM "place" AS "r2_10" WHERE ("r2_10"."edition" IN 
          (SELECT edition FROM r2_10_t))) AS found UNION ALL SELECT 'SCHOOL' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_11"."entry", "r2_11"."edition", "r2_11"."title_tokens", "r2_11"."tokens" FROM "school" AS "r2_11" WHERE ("r2_11"."edition" IN 
          (SELECT edition FROM r2_11_t))) AS found UNION ALL SELECT 'PROGRAM' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_12"."entry", "r2_12"."edition", "r2_12"."title_tokens", "r2_12"."tokens" FROM "program" AS "r2_12" WHERE ("r2_12"."edition" IN 
          (SELECT edition FROM r2_12_t))) AS found UNION ALL SELECT 'SITE' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_13"."entry", "r2_13"."edition", "r2_13"."title_tokens", "r2_13"."tokens" FROM "site" AS "r2_13" WHERE ("r2_13"."edition" IN 
          (SELECT edition FROM r2_13_t))) AS found UNION ALL SELECT 'SUSTAINABLE_DEVELOPMENT_GOAL' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_14"."entry", "r2_14"."edition", "r2_14"."title_tokens", "r2_14"."tokens" FROM "sustainable_development_goal" AS "r2_14" WHERE ("r2_14"."edition" IN 
          (SELECT edition FROM r2_14_t))) AS found UNION ALL SELECT 'POPULAR_SEARCH' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_15"."entry", "r2_15"."edition", "r2_15"."title_tokens", "r2_15"."tokens" FROM "popular_search" AS "r2_15" WHERE ("r2_15"."edition" IN 
          (SELECT edition FROM r2_15_t))) AS found UNION ALL SELECT 'TAG' AS kind, 1 AS is_whole, found.* FROM 
      (SELECT "r2_16"."entry", "r2_16"."edition", "r2_16"."title_tokens", "r2_16"."tokens" FROM "tag" AS "r2_16" WHERE ("r2_16"."edition" IN 
          (SELECT edition FROM r2_16_t))) AS found), r2_hits AS MATERIALIZED 
    (SELECT kind, entry, edition, is_whole, CASE WHEN strpos(hit."title_tokens", $27) > 0 THEN 16 WHEN strpos(hit."title_tokens", $28) > 0 THEN 14 WHEN strpos(hit."title_tokens", $29) > 0 THEN 12 WHEN strpos(hit."title_tokens", $30) > 0 THEN 10 WHEN strpos(hit."title_tokens", $31) > 0 THEN 9 WHEN strpos(hit."title_tokens", $32) > 0 THEN 8 WHEN strpos(hit."title_tokens", $33) > 0 THEN 10 WHEN strpos(hit."title_tokens", $34) > 0 THEN 9 WHEN strpos(hit."title_tokens", $35) > 0 THEN 8 WHEN strpos(hit."tokens", $28) > 0 THEN 2 WHEN strpos(hit."tokens", $29) > 0 THEN 2 WHEN strpos(hit."tokens", $31) > 0 THEN 1 WHEN strpos(hit."tokens", $32) > 0 THEN 1 WHEN strpos(hit."tokens", $34) > 0 THEN 1 WHEN strpos(hit."tokens", $35) > 0 THEN 1 ELSE 0 END + CASE WHEN strpos(hit."title_tokens", $36) > 0 THEN 60 WHEN strpos(hit."title_tokens", $37) > 0 THEN 40 WHEN strpos(hit."title_tokens", $38) > 0 THEN 40 WHEN strpos(hit."title_tokens", $39) > 0 THEN 30 WHEN strpos(hit."title_tokens", $40) > 0 THEN 20 WHEN strpos(hit."title_tokens", $41) > 0 THEN 20 WHEN strpos(hit."title_tokens", $42) > 0 THEN 6 WHEN strpos(hit."title_tokens", $43) > 0 THEN 6 WHEN strpos(hit."title_tokens", $44) > 0 THEN 6 ELSE 0 END AS points FROM r2_hits_found AS hit) SELECT '['||COALESCE(string_agg(('{"text":'||CASE "r2"."kind" WHEN 'AWARD' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r3"."award_text_en", "r3"."award_text_zh_hant", "r3"."award_text_zh_hans"))::text,'null') FROM "award" AS "r3" WHERE ("r3"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'DEGREE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r4"."name_text_en", "r4"."name_text_zh_hant", "r4"."name_text_zh_hans"))::text,'null') FROM "degree" AS "r4" WHERE ("r4"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'DEPARTMENT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r5"."name_text_en", "r5"."name_text_zh_hant", "r5"."name_text_zh_hans"))::text,'null') FROM "department" AS "r5" WHERE ("r5"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'EVENT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r6"."title_text_en", "r6"."title_text_zh_hant", "r6"."title_text_zh_hans"))::text,'null') FROM "event" AS "r6" WHERE ("r6"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'RANKING' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r7"."name_text_en", "r7"."name_text_zh_hant", "r7"."name_text_zh_hans"))::text,'null') FROM "ranking" AS "r7" WHERE ("r7"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'FACT' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r8"."label_text_en", "r8"."label_text_zh_hant", "r8"."label_text_zh_hans"))::text,'null') FROM "fact" AS "r8" WHERE ("r8"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'FIRST' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r9"."title_text_en", "r9"."title_text_zh_hant", "r9"."title_text_zh_hans"))::text,'null') FROM "first" AS "r9" WHERE ("r9"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'NEWS_STORY' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r14"."title_text_en", "r14"."title_text_zh_hant", "r14"."title_text_zh_hans"))::text,'null') FROM "news_story" AS "r14" WHERE ("r14"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PAGE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r15"."title_text_en", "r15"."title_text_zh_hant", "r15"."title_text_zh_hans"))::text,'null') FROM "page" AS "r15" WHERE ("r15"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PERSON' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r16"."name_text_en", "r16"."name_text_zh_hant", "r16"."name_text_zh_hans"))::text,'null') FROM "person" AS "r16" WHERE ("r16"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PLACE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r17"."name_text_en", "r17"."name_text_zh_hant", "r17"."name_text_zh_hans"))::text,'null') FROM "place" AS "r17" WHERE ("r17"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SCHOOL' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r19"."name_text_en", "r19"."name_text_zh_hant", "r19"."name_text_zh_hans"))::text,'null') FROM "school" AS "r19" WHERE ("r19"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'PROGRAM' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r20"."name_text_en", "r20"."name_text_zh_hant", "r20"."name_text_zh_hans"))::text,'null') FROM "program" AS "r20" WHERE ("r20"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SITE' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r21"."name_text_en", "r21"."name_text_zh_hant", "r21"."name_text_zh_hans"))::text,'null') FROM "site" AS "r21" WHERE ("r21"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'SUSTAINABLE_DEVELOPMENT_GOAL' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r22"."name_text_en", "r22"."name_text_zh_hant", "r22"."name_text_zh_hans"))::text,'null') FROM "sustainable_development_goal" AS "r22" WHERE ("r22"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'POPULAR_SEARCH' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r18"."label_text_en", "r18"."label_text_zh_hant", "r18"."label_text_zh_hans"))::text,'null') FROM "popular_search" AS "r18" WHERE ("r18"."edition" = "r2"."edition") LIMIT 1),'null') WHEN 'TAG' THEN COALESCE(
            (SELECT COALESCE(to_json(COALESCE("r23"."name_text_en", "r23"."name_text_zh_hant", "r23"."name_text_zh_hans"))::text,'null') FROM "tag" AS "r23" WHERE ("r23"."edition" = "r2"."edition") LIMIT 1),'null') END||',"type":'||to_json("r2"."kind")::text||'}'),',') FILTER (WHERE "_number" <= $45),'')||']' FROM 
    (SELECT *, row_number() OVER (ORDER BY points DESC, entry DESC) AS "_number", COUNT(*) OVER () AS "_rows" FROM 
      (SELECT * FROM r2_hits ORDER BY points DESC, entry DESC LIMIT $45 + 1) AS walked ORDER BY "_number") AS "r2") AS answer OFFSET 0) AS answers;
