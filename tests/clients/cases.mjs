/** What every client is put through: the same entries in two languages and at two instants, in one cache. */

import { AGAIN, HOMEPAGE, INSTANT, INSTANTS, LIST, NOW, PAGE, SIDE_BY_SIDE, STALE, STORY } from "./operations.mjs";
import { PROGRAMS, SCHOOL_PROGRAMS } from "./operations.mjs";
import { said } from "./server.mjs";

const BEFORE = "2025-11-18T00:00:00+08:00";
const AFTER = "2025-11-20T00:00:00+08:00";

/** The same page in English and in Chinese. */
export const PAGES = { en: { locale: "EN", asOf: NOW }, zh: { locale: "ZH_HANT", asOf: NOW } };

/**
 * The cases, each with what the *server* says and what is *shown*.
 *
 * *open* makes a client with an empty cache. It can `ask` through the cache and `again` past it, tell what is `kept`,
 * `watch` what is shown, and fetch the `next` page.
 */
export function casesOf(open) {
  return {
    sideBySide: () => once(open(), SIDE_BY_SIDE, { asOf: NOW }),
    lists: () => inTurn(open(), LIST, ["EN", "ZH_HANT", "ZH_HANS"].map((locale) => ({ locale, asOf: NOW }))),
    prefetched: () => prefetched(open()),
    instantsSideBySide: () => once(open(), INSTANTS, { before: BEFORE, after: AFTER }),
    instants: () => inTurn(open(), INSTANT, [{ asOf: BEFORE }, { asOf: AFTER }, {}]),
    homepage: () => inTurn(open(), HOMEPAGE, Object.values(PAGES)),
    pages: () => pages(open()),
    programs: () => joined(open(), PROGRAMS, (data) => data.programs),
    schoolPrograms: () => joined(open(), SCHOOL_PROGRAMS, (data) => data.school.programs),
    failing: async () => open().failing(STALE),
  };
}

async function once({ ask, kept }, query, variables) {
  const server = await said(query, variables);
  return { server, asked: await ask(query, variables), shown: await kept(query, variables) };
}

/** Ask for the same in several ways, one after the other; then read all of them from the cache. */
async function inTurn({ ask, kept }, query, ways) {
  const server = [];
  const asked = [];
  const shown = [];
  for (const variables of ways) server.push(await said(query, variables));
  for (const variables of ways) asked.push(await ask(query, variables));
  for (const variables of ways) shown.push(await kept(query, variables));
  return { server, asked, shown };
}

/** Watch a list in English while it is fetched in Chinese, and each of its stories again by its id. */
async function prefetched({ ask, again, kept, watch }) {
  const watched = [];
  const server = await said(LIST, { locale: "EN" });
  await ask(LIST, { locale: "EN" });
  const stop = await watch(LIST, { locale: "EN" }, (data) => watched.push(data));
  const chinese = await ask(LIST, { locale: "ZH_HANT" });
  for (const { id } of chinese.newsStories.nodes) await again(STORY, { id });
  stop();
  return { server, watched, shown: await kept(LIST, { locale: "EN" }) };
}

/** Open a page in both languages; fetch the Chinese one again by its id, and its next pages. */
async function pages({ ask, again, kept, next }) {
  const { en, zh } = PAGES;
  await ask(PAGE, en);
  const { school } = await ask(PAGE, zh);
  const { node } = await again(AGAIN, { id: school.id });
  let cursor = school.departments.pageInfo.endCursor;
  for (const _ of [2, 3]) cursor = (await next(PAGE, zh, cursor)).school.departments.pageInfo.endCursor;
  const shown = { en: namesOf((await kept(PAGE, en)).school), zh: namesOf((await kept(PAGE, zh)).school) };
  return { server: await pagesSaid(), again: namesOf(node), shown };
}

/** What the server says of these pages: the first in English, all three in Chinese. */
export async function pagesSaid() {
  const { en, zh } = PAGES;
  const [english, chinese] = [await said(PAGE, en), await said(PAGE, { ...zh, first: 6 })];
  return { en: namesOf(english.school), zh: namesOf(chinese.school) };
}

/** The names on a page: of the school, then of its departments in order. */
export function namesOf(school) {
  return [school.name, ...school.departments.edges.map(({ node }) => node.name)];
}

/** Fetch all pages of a list in Chinese; then read the list that the cache joined them to. */
async function joined({ ask, kept, next }, query, connection) {
  const { zh } = PAGES;
  let { pageInfo } = connection(await ask(query, zh));
  while (pageInfo.hasNextPage) pageInfo = connection(await next(query, zh, pageInfo.endCursor)).pageInfo;
  return { server: await listSaid(query, connection), shown: listOf(connection(await kept(query, zh))) };
}

/** What the server says of a list in Chinese, in one page. */
export async function listSaid(query, connection) {
  return listOf(connection(await said(query, { ...PAGES.zh, first: 100 })));
}

/** A list of programs: how many there are, their names in order, and whether more follow. */
export function listOf({ totalCount, edges, pageInfo }) {
  return { total: totalCount, names: edges.map(({ node }) => [node.slug, node.name]), more: pageInfo.hasNextPage };
}
