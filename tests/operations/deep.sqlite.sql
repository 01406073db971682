SELECT CAST((WITH r6_value_0_ AS NOT MATERIALIZED 
    (SELECT "r6"."edition" AS edition, 
      (SELECT json_object('nodes',json_group_array(json_object('slug',"r7"."slug",'tags',
              (SELECT json_group_array(json_object('slug',"r8"."slug",'newsStories',
                    (SELECT json_object('nodes',json_group_array(json_object('slug',"r9"."slug",'title',COALESCE("r9"."title_text_en", "r9"."title_text_zh_hant", "r9"."title_text_zh_hans")))) FROM 
                      (SELECT "r9"."slug", "r9"."title_text_en", "r9"."title_text_zh_hant", "r9"."title_text_zh_hans" FROM "news_story_tags" AS "r9_links" INNER JOIN "news_story" AS "r9" ON ("r9_links"."edition" = "r9"."edition") WHERE (("r9_links"."target" = "r8"."entry") AND ((+"r9"."live_from" <= ?1) AND (+"r9"."live_until" > ?1))) ORDER BY "r9_links"."published_on" DESC, "r9_links"."entry" DESC LIMIT ?2) AS "r9"))) FROM 
                (SELECT "r8"."slug", "r8"."entry" FROM "tag" AS "r8" INNER JOIN "news_story_tags" AS "r8_links" ON ("r8_links"."target" = "r8"."entry") WHERE (((+"r8"."live_from" <= ?1) AND (+"r8"."live_until" > ?1)) AND ("r8_links"."edition" = "r7"."edition")) ORDER BY "r8_links"."position") AS "r8")))) FROM 
        (SELECT "r7"."slug", "r7"."edition" FROM "news_story_schools" AS "r7_links" INNER JOIN "news_story" AS "r7" ON ("r7_links"."edition" = "r7"."edition") WHERE (("r7_links"."target" = "r6"."entry") AND ((+"r7"."live_from" <= ?1) AND (+"r7"."live_until" > ?1))) ORDER BY "r7_links"."published_on" DESC, "r7_links"."entry" DESC LIMIT ?3) AS "r7") AS value FROM "school" AS "r6") SELECT 
    (SELECT json_object('slug',"r2"."slug",'departments',
        (SELECT json_object('nodes',json_group_array(json_object('slug',"r3"."slug",'school',
                (SELECT json_object('slug',"r4"."slug",'programs',
                    (SELECT json_object('nodes',json_group_array(json_object('slug',"r5"."slug",'schools',
                            (SELECT json_group_array(json_object('slug',"r6"."slug",'newsStories',json(
                                    (SELECT value FROM r6_value_0_ WHERE edition = "r6"."edition")))) FROM 
                              (SELECT "r6"."slug", "r6"."edition" FROM "school" AS "r6" INNER JOIN "program_schools" AS "r6_links" ON ("r6_links"."target" = "r6"."entry") WHERE (((+"r6"."live_from" <= ?1) AND (+"r6"."live_until" > ?1)) AND ("r6_links"."edition" = "r5"."edition")) ORDER BY "r6_links"."position") AS "r6")))) FROM 
                      (SELECT "r5"."slug", "r5"."edition" FROM "program_schools" AS "r5_links" INNER JOIN "program" AS "r5" ON ("r5_links"."edition" = "r5"."edition") WHERE (("r5_links"."target" = "r4"."entry") AND ((+"r5"."live_from" <= ?1) AND (+"r5"."live_until" > ?1))) ORDER BY "r5"."slug" ASC, "r5"."entry" ASC LIMIT ?4) AS "r5")) FROM "school" AS "r4" WHERE (((+"r4"."live_from" <= ?1) AND (+"r4"."live_until" > ?1)) AND ("r4"."entry" = "r3"."school_id")) LIMIT 1)))) FROM 
          (SELECT "r3"."slug", "r3"."school_id" FROM "department" AS "r3" WHERE (((+"r3"."live_from" <= ?1) AND (+"r3"."live_until" > ?1)) AND ("r3"."school_id" = "r2"."entry")) ORDER BY "r3"."slug" ASC, "r3"."entry" ASC LIMIT ?5) AS "r3")) FROM 
      (SELECT "r2"."slug", "r2"."entry" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?1) AND ("t1"."slug" = ?6))))) ORDER BY CASE WHEN ("r2"."slug" = ?6) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?6)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2")) AS BLOB);
