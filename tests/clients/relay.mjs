/** What Relay shows: its runtime, with what its compiler made. Pages are refetched fragments, as its hooks do it. */

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import relay from "relay-runtime";

import { PAGES, casesOf, listOf, listSaid, namesOf, pagesSaid } from "./cases.mjs";
import { PROGRAMS, SCHOOL_PROGRAMS } from "./operations.mjs";
import { post, report } from "./server.mjs";

const require = createRequire(import.meta.url);
const files = readdirSync(new URL("build/artifacts", import.meta.url)).filter((file) => file.endsWith(".js"));
const artifacts = Object.fromEntries(
  files.map((file) => [file.split(".")[0], require(`./build/artifacts/${file}`)]),
);

/** Make an environment with an empty store. */
function environmentOf() {
  const network = relay.Network.create(({ text }, variables) => post(text, variables));
  return new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
}

function described(query, variables) {
  const [, name] = /query (\w+)/.exec(query);
  return relay.createOperationDescriptor(artifacts[name] ?? artifacts[`${name}Query`], variables);
}

async function fetched(environment, operation, fetchPolicy) {
  environment.retain(operation);
  const { node, variables } = operation.request;
  await relay.fetchQuery(environment, node, variables, { fetchPolicy }).toPromise();
  return environment.lookup(operation.fragment).data;
}

/** Put what the fragments below read, each for a component of its own, in the places where they were spread. */
function unmasked(environment, value) {
  if (Array.isArray(value)) return value.map((each) => unmasked(environment, each));
  if (value === null || typeof value !== "object") return value;
  const { __fragments: fragments = {}, __id, __fragmentOwner, ...own } = value;
  const whole = Object.entries(own).map(([key, inner]) => [key, unmasked(environment, inner)]);
  const spread = Object.keys(fragments).map((name) => readFragment(environment, artifacts[name], value).data);
  return Object.assign(Object.fromEntries(whole), ...spread.map((data) => unmasked(environment, data)));
}

function readFragment(environment, fragment, parent) {
  return environment.lookup(relay.getSingularSelector(fragment, parent));
}

function open() {
  const environment = environmentOf();
  const shown = (data) => unmasked(environment, data);
  const asked = async (query, variables, policy) => shown(await fetched(environment, described(query, variables), policy));
  return {
    ask: (query, variables) => asked(query, variables, "store-or-network"),
    again: (query, variables) => asked(query, variables, "network-only"),
    kept(query, variables) {
      const { data, isMissingData } = environment.lookup(described(query, variables).fragment);
      return isMissingData ? null : shown(data);
    },
    watch(query, variables, see) {
      const snapshot = environment.lookup(described(query, variables).fragment);
      const watching = environment.subscribe(snapshot, ({ data }) => see(shown(data)));
      see(shown(snapshot.data));
      return () => watching.dispose();
    },
    async failing() {
      const root = await fetched(environment, described("query StaleQuery", {}), "network-only");
      const [stories, tags] = ["Stale_stories", "Stale_tags"].map((name) => readFragment(environment, artifacts[name], root));
      const thrown = [stories, tags].map(({ fieldErrors }) => thrownBy(environment, fieldErrors));
      return { shown: { ...stories.data, ...tags.data }, messages: stories.fieldErrors.map(({ error }) => error.message), thrown };
    },
  };
}

/** Return what a component that reads these errors is thrown; nothing without errors. */
function thrownBy(environment, errors) {
  try {
    relay.handlePotentialSnapshotErrors(environment, errors);
  } catch (error) {
    return error.message;
  }
  return null;
}

/** Page through a fragment as Relay's hooks do: its pages are fetched by its own query, into the same connection. */
function paging(environment, fragment, opened) {
  const shown = () => readFragment(environment, fragment, opened).data;
  const { refetchableRequest, identifierInfo } = relay.getRefetchMetadata(fragment, "a page");
  const { connectionPathInFragmentData, paginationMetadata } = relay.getPaginationMetadata(fragment, "a page");
  const identity = identifierInfo
    ? { [identifierInfo.identifierQueryVariableName]: shown()[identifierInfo.identifierField] }
    : {};
  const connection = () => connectionPathInFragmentData.reduce((data, key) => data[key], shown());
  const refetch = (variables) =>
    fetched(environment, relay.createOperationDescriptor(refetchableRequest, variables), "network-only");
  return {
    connection,
    again: (variables) => refetch({ ...variables, ...identity }),
    async next(first, variables) {
      const { endCursor } = connection().pageInfo;
      await refetch(relay.getPaginationVariables("forward", first, endCursor, variables, identity, paginationMetadata));
    },
  };
}

/** Open a page in both languages; refetch the Chinese one by its id, then its next pages, into the same fragment. */
async function pages() {
  const environment = environmentOf();
  const opened = {};
  for (const [language, variables] of Object.entries(PAGES)) {
    opened[language] = (await fetched(environment, described("query SchoolQuery", variables))).school;
  }
  const page = artifacts.School_page;
  const { again, next } = paging(environment, page, opened.zh);
  const refetched = readFragment(environment, page, (await again({ first: 2 })).node).data;
  for (const _ of [2, 3]) await next(2, {});
  const shown = Object.entries(opened).map(([language, school]) => [language, namesOf(readFragment(environment, page, school).data)]);
  return { server: await pagesSaid(), again: namesOf(refetched), shown: Object.fromEntries(shown) };
}

/** Fetch all pages of a list in Chinese; *parent* is what the fragment is spread in. */
async function joined(query, name, first, parent, connection) {
  const environment = environmentOf();
  const opened = parent(await fetched(environment, described(query, PAGES.zh)));
  const list = paging(environment, artifacts[name], opened);
  while (list.connection().pageInfo.hasNextPage) await list.next(first, PAGES.zh);
  return { server: await listSaid(query, connection), shown: listOf(list.connection()) };
}

const programs = () =>
  joined(PROGRAMS, "Programs_list", 20, (data) => data, (data) => data.programs);
const schoolPrograms = () =>
  joined(SCHOOL_PROGRAMS, "SchoolPrograms_list", 10, (data) => data.school, (data) => data.school.programs);

await report({ ...casesOf(open), pages, programs, schoolPrograms });
