/** The operations that the clients are asked to show, and the schema. */

import { readFileSync } from "node:fs";

const project = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, project), "utf-8");

export const SCHEMA = read("schema/schema.graphql");
export const HOMEPAGE = read("documents/homepage.graphql");

export const NOW = "2026-01-02T09:00:00+08:00";

export const SIDE_BY_SIDE = `
  query SideBySide($asOf: DateTime) {
    en: school(slug: "seng", asOf: $asOf) { ...shown }
    zh: school(slug: "seng", locale: ZH_HANT, asOf: $asOf) { ...shown }
  }
  fragment shown on School { id name departments(first: 2) { nodes { id name } } }
`;

export const LIST = `
  query List($locale: Locale!, $asOf: DateTime) {
    newsStories(first: 2, locale: $locale, asOf: $asOf) { nodes { id title schools { id name } } }
  }
`;

export const STORY = `
  query Story($id: ID!) { node(id: $id) { id ... on NewsStory { title } } }
`;

export const INSTANTS = `
  query Instants($before: DateTime!, $after: DateTime!) {
    before: school(slug: "smed", asOf: $before) { id name }
    after: school(slug: "smed", asOf: $after) { id name }
    now: school(slug: "smed") { id name }
  }
`;

export const INSTANT = `
  query Instant($asOf: DateTime) { school(slug: "smed", asOf: $asOf) { id name } }
`;

const DEPARTMENTS = `
  departments(first: $first, after: $after, orderBy: [NAME_ASC]) {
    edges { node { id name } }
    pageInfo { hasNextPage endCursor }
  }
`;

export const PAGE = `
  query Page($locale: Locale!, $asOf: DateTime, $first: Int = 2, $after: String) {
    school(slug: "seng", locale: $locale, asOf: $asOf) { id name ${DEPARTMENTS} }
  }
`;

export const AGAIN = `
  query Again($id: ID!, $first: Int = 2, $after: String) {
    node(id: $id) { id ... on School { name ${DEPARTMENTS} } }
  }
`;

export const STALE = `
  query Stale { newsStories(after: "stale") { totalCount } tags { totalCount } }
`;

const PROGRAM_PAGE = `
  totalCount
  edges { node { id slug name } }
  pageInfo { hasNextPage endCursor }
`;

export const PROGRAMS = `
  query Programs($locale: Locale!, $asOf: DateTime, $first: Int = 20, $after: String) {
    programs(first: $first, after: $after, locale: $locale, asOf: $asOf) { ${PROGRAM_PAGE} }
  }
`;

export const SCHOOL_PROGRAMS = `
  query SchoolPrograms($locale: Locale!, $asOf: DateTime, $first: Int = 10, $after: String) {
    school(slug: "seng", locale: $locale, asOf: $asOf) { id programs(first: $first, after: $after) { ${PROGRAM_PAGE} } }
  }
`;
