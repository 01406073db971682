/** What a client with generated types is answered where documents are asked for by their ids alone. */

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

import { Programs, SchoolPrograms } from "./operations";
import { endpoint, report } from "../server.mjs";

type Page = {
  totalCount: number;
  nodes: { slug: string; name: string | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
type Naming = (id: string) => object;

const byId: Naming = (id) => ({ documentId: id });
const asPersisted: Naming = (id) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });

/** Post the id of a document, as *naming* writes it; return its data. */
async function ask<Data, Variables>(naming: Naming, document: TypedDocumentNode<Data, Variables>, variables: Variables) {
  const id = (document as unknown as { __meta__: { hash: string } }).__meta__.hash;
  const { data, errors } = await post({ ...naming(id), variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}

async function post(body: object) {
  const headers = { "Content-Type": "application/json" };
  return (await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

/** Fetch all pages of a list, one after the other. */
async function paged(page: (after: string | null) => Promise<Page>) {
  const names: [string, string | null][] = [];
  for (let after: string | null = null; ; ) {
    const { totalCount, nodes, pageInfo } = await page(after);
    names.push(...nodes.map(({ slug, name }): [string, string | null] => [slug, name]));
    if (!pageInfo.hasNextPage) return { total: totalCount, names };
    after = pageInfo.endCursor;
  }
}

/** Ask for documents that are in no manifest. */
async function others() {
  const asked = [{ query: "{ programs { totalCount } }" }, byId("0".repeat(40)), asPersisted("0".repeat(40))];
  const answers = await Promise.all(asked.map(post));
  return { codes: answers.map(({ errors, data }) => [errors[0].extensions.code, data ?? null]) };
}

await report({
  programs: () => paged(async (after) => (await ask(byId, Programs, { first: 20, after })).programs!),
  schoolPrograms: () =>
    paged(async (after) => (await ask(asPersisted, SchoolPrograms, { first: 10, after, where: null })).school!.programs),
  others,
});
