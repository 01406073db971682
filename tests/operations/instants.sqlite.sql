SELECT CAST(COALESCE(
    (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"),'status',COALESCE("r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans")) FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?1) AND ("t1"."slug" = ?2))))) ORDER BY CASE WHEN ("r2"."slug" = ?2) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?2)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"),'status',COALESCE("r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans")) FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?3) AND (+"r2"."live_until" > ?3)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?3) AND ("t1"."slug" = ?4))))) ORDER BY CASE WHEN ("r2"."slug" = ?4) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?3) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?4)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"),'status',COALESCE("r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans")) FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?5) AND (+"r2"."live_until" > ?5)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?5) AND ("t1"."slug" = ?6))))) ORDER BY CASE WHEN ("r2"."slug" = ?6) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?5) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?6)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('name',COALESCE("r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans"),'status',COALESCE("r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans")) FROM 
      (SELECT "r2"."name_text_en", "r2"."name_text_zh_hant", "r2"."name_text_zh_hans", "r2"."status_text_en", "r2"."status_text_zh_hant", "r2"."status_text_zh_hans" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?7) AND (+"r2"."live_until" > ?7)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?7) AND ("t1"."slug" = ?8))))) ORDER BY CASE WHEN ("r2"."slug" = ?8) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?7) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?8)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('totalCount',(WITH recent AS MATERIALIZED 
          (SELECT 0 AS target, SUM(held.change) AS change FROM 
            (SELECT edition, 1 AS change FROM "school" WHERE live_from >= ((CAST(?9 AS BIGINT) >> 34) << 34) AND live_from <= CAST(?9 AS BIGINT) UNION ALL SELECT edition, -1 FROM "school" WHERE live_until >= ((CAST(?9 AS BIGINT) >> 34) << 34) AND live_until <= CAST(?9 AS BIGINT) AND live_from IS NOT NULL) AS held GROUP BY 1) SELECT COALESCE(
            (SELECT SUM(change) FROM ledger WHERE list = 'school' AND target = 0 AND width = 46 AND bucket < CAST(?9 AS BIGINT) >> 46), 0) + COALESCE(
            (SELECT SUM(change) FROM ledger WHERE list = 'school' AND target = 0 AND width = 40 AND bucket >= (CAST(?9 AS BIGINT) >> 46) << 6 AND bucket < CAST(?9 AS BIGINT) >> 40), 0) + COALESCE(
            (SELECT SUM(change) FROM ledger WHERE list = 'school' AND target = 0 AND width = 34 AND bucket >= (CAST(?9 AS BIGINT) >> 40) << 6 AND bucket < CAST(?9 AS BIGINT) >> 34), 0) + COALESCE(
            (SELECT change FROM recent WHERE recent.target = 0), 0)),'nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "school" AS "r2" WHERE ((+"r2"."live_from" <= ?9) AND (+"r2"."live_until" > ?9)) ORDER BY "r2"."entry" ASC LIMIT CASE WHEN (
          (SELECT MIN("t1"."live_from") FROM "school" AS "t1") <= ?9) THEN ?10 ELSE 0 END) AS "r2"),'null') AS BLOB);
