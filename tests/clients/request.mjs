/** What graphql-request is answered. */

import { GraphQLClient } from "graphql-request";

import { PAGES, listOf } from "./cases.mjs";
import { PROGRAMS, SCHOOL_PROGRAMS, STALE } from "./operations.mjs";
import { endpoint, report } from "./server.mjs";

const client = new GraphQLClient(endpoint);

/** Fetch all pages of a list, one after the other. */
async function paged(document, first, connection) {
  const names = [];
  for (let after; ; ) {
    const page = connection(await client.request(document, { ...PAGES.zh, first, after }));
    const { total, names: found, more } = listOf(page);
    names.push(...found);
    if (!more) return { total, names };
    after = page.pageInfo.endCursor;
  }
}

/** Ask for both lists in one request. */
async function batched() {
  const variables = { ...PAGES.zh, first: 100 };
  const answers = await client.batchRequests([PROGRAMS, SCHOOL_PROGRAMS].map((document) => ({ document, variables })));
  const [programs, ofSchool] = answers.map(({ data }) => data);
  return { counts: [programs.programs, ofSchool.school.programs].map(({ edges }) => edges.length) };
}

/** Ask for what fails in part: by default the client throws. */
async function failing() {
  const error = await client.request(STALE).catch((thrown) => thrown);
  return { messages: error.response.errors.map(({ message }) => message), data: error.response.data };
}

await report({
  programs: () => paged(PROGRAMS, 20, (data) => data.programs),
  schoolPrograms: () => paged(SCHOOL_PROGRAMS, 10, (data) => data.school.programs),
  batched,
  failing,
});
