// Sends operations: by GET and the hash of the document, which every HTTP cache on the way may answer.
import { type Exchange, type Operation, type OperationResult, makeErrorResult, makeResult } from "@urql/core";
import { filter, fromPromise, merge, mergeMap, pipe, takeUntil, tap } from "wonka";

import { documentOf } from "./documents";
import { opening } from "./opening";

const ENDPOINT = "/graphql";
const ACCEPT = "application/graphql-response+json, application/json;q=0.9";
const UNKNOWN = ["PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"];

// A header without which a session's cookie is refused, as pages of other sites cannot send it unasked.
const PREFLIGHT = { "GraphQL-Preflight": "1" };

// How one asks as nobody in particular: without a cookie, once there is one; it may come while the page is open.
let anonymous: RequestCredentials = opening.hasSession ? "omit" : "same-origin";

export interface Sending {
  // Whether the cookie of who has signed in is to count.
  asPerson?: boolean;
}

// The address of an operation; `delivery/edge/frontends.py` writes the same one for the page to be loaded beside its script.
export function addressOf(hash: string, variables: object) {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined);
  const query = given.length ? `&variables=${encodeURIComponent(JSON.stringify(Object.fromEntries(given)))}` : "";
  return `${ENDPOINT}?documentId=${hash}${query}`;
}

export function byHash({ asPerson = false }: Sending): Exchange {
  const headers = { Accept: ACCEPT, ...(asPerson ? PREFLIGHT : {}) };
  return ({ forward }) =>
    (operations) => {
      const [asked, ended] = [isQuery, isTeardown].map((kind) => pipe(operations, filter(kind)));
      const answers = pipe(
        asked!,
        mergeMap((operation) => {
          const controller = new AbortController();
          const end = pipe(ended!, filter(({ key }) => key === operation.key));
          return pipe(
            fromPromise(send(operation, headers, asPerson, controller.signal)),
            takeUntil(pipe(end, tap(() => controller.abort()))),
          );
        }),
      );
      return merge([answers, forward(pipe(operations, filter((each) => !isQuery(each))))]);
    };
}

const isQuery = ({ kind }: Operation) => kind === "query";
const isTeardown = ({ kind }: Operation) => kind === "teardown";

async function send(operation: Operation, headers: Record<string, string>, asPerson: boolean, signal: AbortSignal): Promise<OperationResult> {
  const { hash, text } = documentOf(operation);
  try {
    await undefined; // React's first look at a query is ended at once, and is not to be sent
    signal.throwIfAborted();
    // What the browser has is asked about each time: the server says in a few bytes that nothing has changed.
    const isAgain = operation.context.requestPolicy === "network-only";
    const address = addressOf(hash, operation.variables ?? {});
    const ask = (credentials: RequestCredentials) => fetch(address, { headers, signal, credentials, cache: isAgain ? "no-cache" : "default" });
    let response = await ask(asPerson ? "same-origin" : anonymous);
    let answer = await response.json();
    if (!asPerson && answer.errors?.[0]?.extensions?.code === "CROSS_SITE") {
      anonymous = "omit";
      response = await ask(anonymous);
      answer = await response.json();
    }
    if (UNKNOWN.includes(answer.errors?.[0]?.extensions?.code)) {
      // A server without the build's manifest is sent the document itself.
      const body = JSON.stringify({ query: text, variables: operation.variables });
      const credentials = asPerson ? "same-origin" : anonymous;
      response = await fetch(ENDPOINT, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, credentials, signal, body });
      answer = await response.json();
    }
    return makeResult(operation, answer, response);
  } catch (error) {
    return makeErrorResult(operation, error as Error);
  }
}
