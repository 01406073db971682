SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND (("r2"."slug" = ?2) OR ("r2"."slug" = ?3))) ORDER BY "r2"."entry" ASC LIMIT ?4) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?5) AND (+"r2"."live_until" > ?5)) AND ((("r2"."kind" = ?6) OR (substr("r2"."slug", 1, length(CAST(?7 AS TEXT))) = ?7)) IS NOT TRUE)) ORDER BY "r2"."entry" ASC LIMIT ?8) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
      (SELECT "r2"."slug" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?9) AND (+"r2"."live_until" > ?9)) AND (((substr("r2"."slug", 1, length(CAST(?10 AS TEXT))) = ?10) AND (("r2"."slug" = ?11) IS NOT TRUE)) AND ("r2"."kind" = ?12))) ORDER BY "r2"."entry" ASC LIMIT ?13) AS "r2"),'null')||char(30)||COALESCE(json_object('totalCount',
      (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE ((+"r2_all"."live_from" <= ?14) AND (+"r2_all"."live_until" > ?14)))),'null')||char(30)||COALESCE(json_object('totalCount',
      (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE (((+"r2_all"."live_from" <= ?15) AND (+"r2_all"."live_until" > ?15)) AND 1 = 0))),'null') AS BLOB);
