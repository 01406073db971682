SELECT CAST(COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('__typename','School','id','U2Nob29sOjo6'||"r32"."uid"||char(0,0),'slug',"r32"."slug",'entryId','U2Nob29sOjo6'||"r32"."uid",'programs',
          (SELECT json_object('totalCount',(WITH recent AS MATERIALIZED 
                (SELECT link.target AS target, SUM(held.change) AS change FROM 
                  (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?1 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST(?1 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?1 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN "program_schools" AS link ON link.edition = held.edition GROUP BY 1) SELECT COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 46 AND bucket < CAST(?1 AS BIGINT) >> 46), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 40 AND bucket >= (CAST(?1 AS BIGINT) >> 46) << 6 AND bucket < CAST(?1 AS BIGINT) >> 40), 0) + COALESCE(
                  (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 34 AND bucket >= (CAST(?1 AS BIGINT) >> 40) << 6 AND bucket < CAST(?1 AS BIGINT) >> 34), 0) + COALESCE(
                  (SELECT change FROM recent WHERE recent.target = "r32"."entry"), 0)),'nodes',json_group_array(json_object('slug',"r33"."slug"))) FROM 
            (SELECT "r33"."slug" FROM "program_schools" AS "r33_links" INNER JOIN "program" AS "r33" ON ("r33_links"."edition" = "r33"."edition") WHERE (("r33_links"."target" = "r32"."entry") AND ((+"r33"."live_from" <= ?1) AND (+"r33"."live_until" > ?1))) ORDER BY "r33_links"."entry" ASC LIMIT ?2) AS "r33"),'kind',"r32"."kind") FROM "school" AS "r32" WHERE (((+"r32"."live_from" <= ?1) AND (+"r32"."live_until" > ?1)) AND ("r32"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?3) AS "type_list" JOIN json_each(?4) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT CASE "r2"."type" WHEN 'School' THEN 
      (SELECT json_object('slug',"r32"."slug",'entryId','U2Nob29sOjo6'||"r32"."uid",'programs',json_object('totalCount',(WITH recent AS MATERIALIZED 
              (SELECT link.target AS target, SUM(held.change) AS change FROM 
                (SELECT edition, 1 AS change FROM "program" WHERE live_from >= ((CAST(?5 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?5 AS BIGINT) UNION ALL SELECT edition, -1 FROM "program" WHERE live_until >= ((CAST(?5 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?5 AS BIGINT) AND live_from IS NOT NULL) AS held CROSS JOIN "program_schools" AS link ON link.edition = held.edition GROUP BY 1) SELECT COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 46 AND bucket < CAST(?5 AS BIGINT) >> 46), 0) + COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 40 AND bucket >= (CAST(?5 AS BIGINT) >> 46) << 6 AND bucket < CAST(?5 AS BIGINT) >> 40), 0) + COALESCE(
                (SELECT SUM(change) FROM ledger WHERE list = 'program.schools' AND target = "r32"."entry" AND width = 34 AND bucket >= (CAST(?5 AS BIGINT) >> 40) << 6 AND bucket < CAST(?5 AS BIGINT) >> 34), 0) + COALESCE(
                (SELECT change FROM recent WHERE recent.target = "r32"."entry"), 0))),'name',COALESCE("r32"."name_text_zh_hant", "r32"."name_text_zh_hans", "r32"."name_text_en")) FROM "school" AS "r32" WHERE (((+"r32"."live_from" <= ?5) AND (+"r32"."live_until" > ?5)) AND ("r32"."entry" = 
            (SELECT "e"."entry" FROM "entry" AS "e" WHERE "e"."uid" = "r2"."uid"))) LIMIT 1) ELSE NULL END FROM 
      (SELECT "type_list".value AS "type", "uid_list".value AS "uid", "type_list".key AS place FROM json_each(?6) AS "type_list" JOIN json_each(?7) AS "uid_list" ON "uid_list".key = "type_list".key) AS "r2"),'null') AS BLOB);
