/** What urql shows with its normalised cache. */

import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { buildSchema, introspectionFromSchema, isObjectType } from "graphql";

import { casesOf } from "./cases.mjs";
import { SCHEMA } from "./operations.mjs";
import { endpoint, report } from "./server.mjs";

const built = buildSchema(SCHEMA);
const schema = introspectionFromSchema(built);
const withoutId = Object.values(built.getTypeMap()).filter((type) => isObjectType(type) && !type.getFields().id);
const keys = Object.fromEntries(withoutId.map((type) => [type.name, () => null]));
const resolvers = {
  Query: { programs: relayPagination() },
  School: { departments: relayPagination(), programs: relayPagination() },
};

function open() {
  const exchanges = [cacheExchange({ schema, keys, resolvers }), fetchExchange];
  const client = new Client({ url: endpoint, preferGetMethod: false, exchanges });
  const asked = async (query, variables, requestPolicy) => {
    const { data, error } = await client.query(query, variables, { requestPolicy }).toPromise();
    if (error) throw error;
    return data;
  };
  return {
    ask: (query, variables) => asked(query, variables, "cache-first"),
    again: (query, variables) => asked(query, variables, "network-only"),
    kept: (query, variables) => asked(query, variables, "cache-only"),
    watch(query, variables, see) {
      const watching = client.query(query, variables).subscribe(({ data }) => see(data));
      return () => watching.unsubscribe();
    },
    next: (query, variables, after) => asked(query, { ...variables, after }, "cache-first"),
    async failing(query) {
      const { data, error } = await client.query(query, {}).toPromise();
      return { shown: data, messages: error.graphQLErrors.map(({ message }) => message) };
    },
  };
}

await report(casesOf(open));
