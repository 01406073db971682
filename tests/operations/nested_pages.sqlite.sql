SELECT CAST(
  (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'programs',
          (SELECT json_object('totalCount',(WITH recent AS MATERIALIZED 
                (SELECT link.target AS target, SUM(held.change) AS change FROM 
                  (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN "program_schools" AS link ON link.edition = held.edition GROUP BY 1) SELECT COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r2"."entry" AND width = 46 AND bucket < CAST(?1 AS BIGINT) >> 46), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r2"."entry" AND width = 40 AND bucket >= (CAST(?1 AS BIGINT) >> 46) << 6 AND bucket < CAST(?1 AS BIGINT) >> 40), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r2"."entry" AND width = 34 AND bucket >= (CAST(?1 AS BIGINT) >> 40) << 6 AND bucket < CAST(?1 AS BIGINT) >> 34), 0) + COALESCE(
                  (SELECT change FROM recent WHERE recent.target = "r2"."entry"), 0)),'nodes',json_group_array(json_object('slug',"r3"."slug",'departments',
                  (SELECT json_group_array(json_object('code',"r4"."code",'school',
                        (SELECT json_object('slug',"r5"."slug") FROM "school" AS "r5" WHERE (((+"r5"."live_from" <= ?1) AND (+"r5"."live_until" > ?1)) AND ("r5"."entry" = "r4"."school_id")) LIMIT 1))) FROM 
                    (SELECT "r4"."code", "r4"."school_id" FROM "department" AS "r4" INNER JOIN "program_departments" AS "r4_links" ON ("r4_links"."target" = "r4"."entry") WHERE (((+"r4"."live_from" <= ?1) AND (+"r4"."live_until" > ?1)) AND ("r4_links"."edition" = "r3"."edition")) ORDER BY "r4_links"."position") AS "r4"))) FILTER (WHERE "_number" <= ?2),'pageInfo',json_object('hasNextPage',json(CASE (COUNT(*) > ?2) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END))) FROM 
            (SELECT *, row_number() OVER () AS "_number", COUNT(*) OVER () AS "_rows" FROM 
              (SELECT "r3"."slug", "r3"."edition" FROM "program_schools" AS "r3_links" INNER JOIN "program" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND ((+"r3"."live_from" <= ?1) AND (+"r3"."live_until" > ?1))) ORDER BY "r3_links"."entry" ASC LIMIT ?2 + 1) AS "r3" ORDER BY "_number") AS "r3"),'departments',
          (SELECT json_object('nodes',json_group_array(json_object('name',COALESCE("r6"."name_text_en", "r6"."name_text_zh_hant", "r6"."name_text_zh_hans")))) FROM 
            (SELECT "r6"."name_text_en", "r6"."name_text_zh_hant", "r6"."name_text_zh_hans" FROM "department" AS "r6" WHERE (((+"r6"."live_from" <= ?1) AND (+"r6"."live_until" > ?1)) AND ("r6"."school_id" = "r2"."entry")) ORDER BY "r6"."entry" ASC LIMIT ?3) AS "r6")))) FROM 
    (SELECT "r2"."slug", "r2"."entry" FROM "school" AS "r2" WHERE ((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) ORDER BY "r2"."entry" ASC LIMIT ?4) AS "r2") AS BLOB);
