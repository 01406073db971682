SELECT CAST(
  (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug"))) FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE ((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) ORDER BY "r2"."entry" ASC LIMIT ?2) AS "r2") AS BLOB);
