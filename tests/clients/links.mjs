/** What Apollo Client's links send and are answered: persisted queries, and batches. */

import { createHash } from "node:crypto";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { BatchHttpLink } from "@apollo/client/link/batch-http";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

import { PROGRAMS } from "./operations.mjs";
import { PAGES, listOf } from "./cases.mjs";
import { endpoint, report } from "./server.mjs";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const SCHOOL = gql`query School($slug: String!) { school(slug: $slug) { slug } }`;
const SLUGS = ["seng", "ssci", "sbm", "shss", "smed"];

/** Make a client that notes its requests: the method, whether the text of a document is sent, and the status. */
function noting(linkOf) {
  const requests = [];
  const noted = async (address, options) => {
    const response = await fetch(address, options);
    const sent = `${decodeURIComponent(address)} ${options.body ?? ""}`;
    requests.push([options.method, sent.includes("query "), response.status]);
    return response;
  };
  const client = new ApolloClient({ cache: new InMemoryCache(), link: linkOf({ uri: endpoint, fetch: noted }) });
  return { client, requests };
}

/** Ask for all programs by their hash, page by page: the server learns the document by the first. */
async function persisted() {
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries: true });
  const { client, requests } = noting((options) => link.concat(new HttpLink(options)));
  const names = [];
  let total;
  for (let after, more = true; more; ) {
    const variables = { ...PAGES.zh, first: 20, after };
    const { programs } = (await client.query({ query: gql(PROGRAMS), variables })).data;
    const page = listOf(programs);
    names.push(...page.names);
    ({ total, more } = page);
    after = programs.pageInfo.endCursor;
  }
  return { total, names, requests };
}

/** Ask for twenty schools at once, in batches of *batchMax*; null stands for those that failed. */
async function batched(batchMax) {
  const { client, requests } = noting((options) => new BatchHttpLink({ ...options, batchMax, batchInterval: 20 }));
  const context = { queryDeduplication: false };
  const ask = (slug) => client.query({ query: SCHOOL, variables: { slug }, fetchPolicy: "no-cache", context });
  const asked = Array.from({ length: 20 }, (_, place) => SLUGS[place % 5]);
  const answers = await Promise.allSettled(asked.map(ask));
  const slugs = answers.map(({ value }) => value?.data.school.slug ?? null);
  return { asked, slugs, requests };
}

await report({ persisted, batches: () => batched(10), tooLarge: () => batched(11) });
