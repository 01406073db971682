/** Apollo Client in a page of another origin: it tells its name, so that the browser asks the server first. */

import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";

/** Ask for how many programs there are; return this, and the headers that the client has set. */
window.ask = async (uri) => {
  let sent;
  const noted = (address, options) => fetch(address, { ...options, headers: (sent = options.headers) });
  const link = new HttpLink({ uri, fetch: noted });
  const clientAwareness = { name: "page", version: "1.2.3" };
  const client = new ApolloClient({ cache: new InMemoryCache(), link, clientAwareness });
  const { data } = await client.query({ query: gql`{ programs { totalCount } }` });
  return { total: data.programs.totalCount, sent };
};
