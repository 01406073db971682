SELECT CAST(
  (SELECT json_object('__typename','School','slug',"r2"."slug",'programs',
      (SELECT json_object('__typename','ProgramConnection','nodes',json_group_array(json_object('__typename','Program')),'pageInfo',json_object('__typename','PageInfo')) FROM 
        (SELECT 1 FROM "program_schools" AS "r3_links" INNER JOIN "program" AS "r3" ON ("r3_links"."edition" = "r3"."edition") WHERE (("r3_links"."target" = "r2"."entry") AND ((+"r3"."live_from" <= ?1) AND (+"r3"."live_until" > ?1))) ORDER BY "r3_links"."entry" ASC LIMIT ?2) AS "r3")) FROM 
    (SELECT "r2"."slug", "r2"."entry" FROM "school" AS "r2" WHERE (((+"r2"."live_from" <= ?1) AND (+"r2"."live_until" > ?1)) AND ("r2"."entry" IN 
          (SELECT "t1"."entry" FROM "school" AS "t1" WHERE ((+"t1"."live_from" <= ?1) AND ("t1"."slug" = ?3))))) ORDER BY CASE WHEN ("r2"."slug" = ?3) THEN 0 ELSE 1 END, 
      (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE ((+"t2"."live_from" <= ?1) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = ?3)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2") AS BLOB);
