/** What Apollo Client shows. */

import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { buildSchema, isInterfaceType } from "graphql";

import { casesOf } from "./cases.mjs";
import { SCHEMA } from "./operations.mjs";
import { endpoint, report } from "./server.mjs";

const schema = buildSchema(SCHEMA);
const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
const possibleTypes = Object.fromEntries(
  interfaces.map((type) => [type.name, schema.getPossibleTypes(type).map((each) => each.name)]),
);
const inner = relayStylePagination(["where", "orderBy"]);
const root = relayStylePagination(["where", "orderBy", "locale", "fallback", "asOf"]);
const typePolicies = {
  Query: { fields: { programs: root } },
  School: { fields: { departments: inner, programs: inner } },
};

function open() {
  const cache = new InMemoryCache({ possibleTypes, typePolicies });
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: endpoint }) });
  const asked = (query, variables, more) => client.query({ query: gql(query), variables, ...more });
  return {
    ask: async (query, variables) => (await asked(query, variables)).data,
    again: async (query, variables) => (await asked(query, variables, { fetchPolicy: "network-only" })).data,
    kept: (query, variables) => client.readQuery({ query: gql(query), variables }),
    watch(query, variables, see) {
      const watching = client.watchQuery({ query: gql(query), variables }).subscribe(({ data }) => see(data));
      return () => watching.unsubscribe();
    },
    async next(query, variables, after) {
      const page = client.watchQuery({ query: gql(query), variables });
      const watching = page.subscribe(() => {});
      const { data } = await page.fetchMore({ variables: { after } });
      watching.unsubscribe();
      return data;
    },
    async failing(query) {
      const { data, error } = await asked(query, {}, { errorPolicy: "all" });
      return { shown: data, messages: error.errors.map(({ message }) => message) };
    },
  };
}

await report(casesOf(open));
