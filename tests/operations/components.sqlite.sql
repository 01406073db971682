SELECT CAST(COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'award',COALESCE(("r2"."award" ->> ?1), ("r2"."award" ->> ?2), ("r2"."award" ->> ?3)),'competition',char(0)||'0:'||CAST("r2"."competition" AS TEXT)||char(1),'recipients',char(0)||'1:'||CAST("r2"."recipients" AS TEXT)||char(1),'schools',
            (SELECT json_group_array(json_object('abbreviation',"r3"."abbreviation")) FROM 
              (SELECT "r3"."abbreviation" FROM "school" AS "r3" INNER JOIN "award_schools" AS "r3_links" ON ("r3_links"."target" = "r3"."entry") WHERE (((+"r3"."live_from" <= ?4) AND (+"r3"."live_until" > ?4)) AND ("r3_links"."edition" = "r2"."edition")) ORDER BY "r3_links"."position") AS "r3")))) FROM 
      (SELECT "r2"."slug", "r2"."award", "r2"."competition", "r2"."recipients", "r2"."edition" FROM "award" AS "r2" WHERE ((+"r2"."live_from" <= ?4) AND (+"r2"."live_until" > ?4)) ORDER BY "r2"."entry" ASC LIMIT ?5) AS "r2"),'null')||char(30)||COALESCE(
    (SELECT json_object('nodes',json_group_array(json_object('slug',"r2"."slug",'alternateNames',char(0)||'0:'||CAST("r2"."alternate_names" AS TEXT)||char(1)))) FROM 
      (SELECT "r2"."slug", "r2"."alternate_names" FROM "school" AS "r2" WHERE ((+"r2"."live_from" <= ?6) AND (+"r2"."live_until" > ?6)) ORDER BY "r2"."entry" ASC LIMIT ?7) AS "r2"),'null') AS BLOB);
