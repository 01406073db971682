// The GraphQL client of a frontend: a normalised cache, and requests by GET and hash.
import { Client } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";

import { type Sending, byHash } from "./by-hash";
import { possibleTypes } from "./generated/possible-types";

// An `id` names an entry as it is read, in its language and at its instant, so readings never mix in the cache.
export function makeClient(sending: Sending = {}) {
  return new Client({
    url: "/graphql",
    preferGetMethod: true,
    exchanges: [cacheExchange({ possibleTypes }), byHash(sending)],
  });
}
