SELECT CAST(COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('__typename','School','id','U2Nob29sOjo6'||"r30"."uid"||char(0,0),'slug',"r30"."slug",'entryId','U2Nob29sOjo6'||"r30"."uid",'programs',
          (SELECT json_object('totalCount',(WITH recent AS MATERIALIZED 
                (SELECT link.target AS target, SUM(held.change) AS change FROM 
                  (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN "program_schools" AS link ON link.edition = held.edition GROUP BY 1) SELECT COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 46 AND bucket < CAST(?1 AS BIGINT) >> 46), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 40 AND bucket >= (CAST(?1 AS BIGINT) >> 46) << 6 AND bucket < CAST(?1 AS BIGINT) >> 40), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 34 AND bucket >= (CAST(?1 AS BIGINT) >> 40) << 6 AND bucket < CAST(?1 AS BIGINT) >> 34), 0) + COALESCE(
                  (SELECT change FROM recent WHERE recent.target = "r30"."entry"), 0)),'nodes',json_group_array(json_object('slug',"r31"."slug"))) FROM 
            (SELECT "r31"."slug" FROM "program_schools" AS "r31_links" INNER JOIN "program" AS "r31" ON ("r31_links"."edition" = "r31"."edition") WHERE (("r31_links"."target" = "r30"."entry") AND ((+"r31"."live_from" <= ?1) AND (+"r31"."live_until" > ?1))) ORDER BY "r31_links"."entry" ASC LIMIT ?2) AS "r31"),'kind',"r30"."kind") FROM "school" AS "r30" WHERE (((+"r30"."live_from" <= ?1) AND (+"r30"."live_until" > ?1)) AND ("r30"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?3) AS "type_list" JOIN json_each(?4) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('slug',"r30"."slug",'entryId','U2Nob29sOjo6'||"r30"."uid",'programs',json_object('totalCount',(WITH recent AS MATERIALIZED 
              (SELECT link.target AS target, SUM(held.change) AS change FROM 
                (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST(?5 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?5 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST(?5 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?5 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN "program_schools" AS link ON link.edition = held.edition GROUP BY 1) SELECT COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 46 AND bucket < CAST(?5 AS BIGINT) >> 46), 0) + COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 40 AND bucket >= (CAST(?5 AS BIGINT) >> 46) << 6 AND bucket < CAST(?5 AS BIGINT) >> 40), 0) + COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r30"."entry" AND width = 34 AND bucket >= (CAST(?5 AS BIGINT) >> 40) << 6 AND bucket < CAST(?5 AS BIGINT) >> 34), 0) + COALESCE(
                (SELECT change FROM recent WHERE recent.target = "r30"."entry"), 0))),'name',COALESCE("r30"."name_text_zh_hant", "r30"."name_text_zh_hans", "r30"."name_text_en")) FROM "school" AS "r30" WHERE (((+"r30"."live_from" <= ?5) AND (+"r30"."live_until" > ?5)) AND ("r30"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?6) AS "type_list" JOIN json_each(?7) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null') AS BLOB);
