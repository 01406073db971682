SELECT CASE WHEN octet_length(answer) <= $23::int THEN answer END FROM 
(SELECT COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE(("r2"."name" ->> $1), ("r2"."name" ->> $2), ("r2"."name" ->> $3)))::text,'null')||',"status":'||COALESCE(to_json(COALESCE(("r2"."status" ->> $1), ("r2"."status" ->> $2), ("r2"."status" ->> $3)))::text,'null')||'}') FROM 
      (SELECT "r2"."name", "r2"."status" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $4) AND ("r2"."live_until" > $4)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE (("t1"."live_from" <= $4) AND ("t1"."slug" = $5))))) ORDER BY CASE WHEN ("r2"."slug" = $5) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE (("t2"."live_from" <= $4) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $5)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||chr(30)||COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE(("r2"."name" ->> $6), ("r2"."name" ->> $7), ("r2"."name" ->> $8)))::text,'null')||',"status":'||COALESCE(to_json(COALESCE(("r2"."status" ->> $6), ("r2"."status" ->> $7), ("r2"."status" ->> $8)))::text,'null')||'}') FROM 
      (SELECT "r2"."name", "r2"."status" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $9) AND ("r2"."live_until" > $9)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE (("t1"."live_from" <= $9) AND ("t1"."slug" = $10))))) ORDER BY CASE WHEN ("r2"."slug" = $10) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE (("t2"."live_from" <= $9) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $10)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||chr(30)||COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE(("r2"."name" ->> $11), ("r2"."name" ->> $12), ("r2"."name" ->> $13)))::text,'null')||',"status":'||COALESCE(to_json(COALESCE(("r2"."status" ->> $11), ("r2"."status" ->> $12), ("r2"."status" ->> $13)))::text,'null')||'}') FROM 
      (SELECT "r2"."name", "r2"."status" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $14) AND ("r2"."live_until" > $14)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE (("t1"."live_from" <= $14) AND ("t1"."slug" = $15))))) ORDER BY CASE WHEN ("r2"."slug" = $15) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE (("t2"."live_from" <= $14) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $15)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||chr(30)||COALESCE(
    (SELECT ('{"name":'||COALESCE(to_json(COALESCE(("r2"."name" ->> $16), ("r2"."name" ->> $17), ("r2"."name" ->> $18)))::text,'null')||',"status":'||COALESCE(to_json(COALESCE(("r2"."status" ->> $16), ("r2"."status" ->> $17), ("r2"."status" ->> $18)))::text,'null')||'}') FROM 
      (SELECT "r2"."name", "r2"."status" FROM "school" AS "r2" WHERE ((("r2"."live_from" <= $19) AND ("r2"."live_until" > $19)) AND ("r2"."entry" IN 
            (SELECT "t1"."entry" FROM "school" AS "t1" WHERE (("t1"."live_from" <= $19) AND ("t1"."slug" = $20))))) ORDER BY CASE WHEN ("r2"."slug" = $20) THEN 0 ELSE 1 END, 
        (SELECT MAX("t2"."live_from") FROM "school" AS "t2" WHERE (("t2"."live_from" <= $19) AND (("t2"."entry" = "r2"."entry") AND ("t2"."slug" = $20)))) DESC, "r2"."entry" DESC LIMIT 1) AS "r2"),'null')||chr(30)||
  (SELECT ('{"totalCount":'||(
        (SELECT COUNT(*) FROM "school" AS "r2_all" WHERE (("r2_all"."live_from" <= $21) AND ("r2_all"."live_until" > $21))))::text||',"nodes":['||COALESCE(string_agg(('{"slug":'||to_json("r2"."slug")::text||'}'),','),'')||']'||'}') FROM 
    (SELECT "r2"."slug" FROM "school" AS "r2" WHERE (("r2"."live_from" <= $21) AND ("r2"."live_until" > $21)) ORDER BY "r2"."entry" ASC LIMIT $22) AS "r2") AS answer OFFSET 0) AS answers;
