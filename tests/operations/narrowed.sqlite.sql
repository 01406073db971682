SELECT CAST(json_object('firsts',
    (SELECT json_object('all',
        (SELECT json_group_array(json_object('slug',"r3"."slug")) FROM 
          (SELECT "r3"."slug" FROM "first" AS "r3" INNER JOIN "homepage_section_firsts" AS "r3_links" ON ("r3_links"."target" = "r3"."entry") WHERE (((+"r3"."live_from" <= ?1) AND (+"r3"."live_until" > ?1)) AND ("r3_links"."edition" = "r2"."edition")) ORDER BY "r3_links"."position") AS "r3"),'some',
        (SELECT json_group_array(json_object('slug',"r4"."slug",'categories',
              (SELECT json_group_array(json_object('slug',"r5"."slug")) FROM 
                (SELECT "r5"."slug" FROM "first_category" AS "r5" INNER JOIN "first_categories" AS "r5_links" ON ("r5_links"."target" = "r5"."entry") WHERE (((+"r5"."live_from" <= ?1) AND (+"r5"."live_until" > ?1)) AND ("r5_links"."edition" = "r4"."edition")) ORDER BY "r5_links"."position") AS "r5"))) FROM 
          (SELECT "r4"."slug", "r4"."edition" FROM "first" AS "r4" INNER JOIN "homepage_section_firsts" AS "r4_links" ON ("r4_links"."target" = "r4"."entry") WHERE ((((+"r4"."live_from" <= ?1) AND (+"r4"."live_until" > ?1)) AND ("r4_links"."edition" = "r2"."edition")) AND EXISTS
              (SELECT 1 FROM "first_category" AS "t1" INNER JOIN "first_categories" AS "t2" ON ("t2"."target" = "t1"."entry") WHERE (((+"t1"."live_from" <= ?1) AND (+"t1"."live_until" > ?1)) AND (("t2"."edition" = "r4"."edition") AND ("t1"."slug" = ?2))))) ORDER BY "r4_links"."position") AS "r4"),'none',
        (SELECT json_group_array(json_object('slug',"r6"."slug")) FROM 
          (SELECT "r6"."slug" FROM "first" AS "r6" INNER JOIN "homepage_section_firsts" AS "r6_links" ON ("r6_links"."target" = "r6"."entry") WHERE ((((+"r6"."live_from" <= ?1) AND (+"r6"."live_until" > ?1)) AND ("r6_links"."edition" = "r2"."edition")) AND EXISTS
              (SELECT 1 FROM "first_category" AS "t1" INNER JOIN "first_categories" AS "t2" ON ("t2"."target" = "t1"."entry") WHERE (((+"t1"."live_from" <= ?1) AND (+"t1"."live_until" > ?1)) AND (("t2"."edition" = "r6"."edition") AND ("t1"."slug" = ?3))))) ORDER BY "r6_links"."position") AS "r6")) FROM "homepage_section" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."slug" = 'firsts')) LIMIT 1)) AS BLOB);
