/** What @portabletext/react makes of the `value` of a rich text, and its `html`: both as trees of one parser. */

import { PortableText } from "@portabletext/react";
import { parseFragment } from "parse5";
import { createElement as h } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import { said } from "./server.mjs";

const QUERY = `
  query Text($slug: String!, $locale: Locale!) {
    newsStory(slug: $slug, locale: $locale) {
      body { html value references { key entry { path ... on School { name } } } }
    }
  }
`;

/** Say how everything is shown that Portable Text leaves to sites. */
function components(entries) {
  const heading = ({ value, children }) => h(value.style, { id: value.id }, children);
  const words = (cell) => h(PortableText, { value: { ...cell, style: "cell" }, components: inCells });
  const cells = (row, tag) => h("tr", { key: row._key }, row.cells.map((each) => h(tag, { key: each._key }, words(each))));
  const marks = {
    "strike-through": ({ children }) => h("s", null, children),
    link: ({ value, children }) => h("a", { href: value.href, "data-ref": value.ref }, children),
  };
  const inCells = { marks, block: { cell: ({ children }) => children } };
  const link = ({ path, name }, ref) => h("a", { href: path, "data-ref": ref }, name);
  return {
    marks,
    block: { h2: heading, h3: heading, blockquote: ({ children }) => h("blockquote", null, h("p", null, children)) },
    types: {
      embed: ({ value: { ref } }) => h("p", { "data-embed": ref }, link(entries[ref], ref)),
      code: ({ value: { code, language } }) =>
        h("pre", null, h("code", { className: language && `language-${language}` }, `${code}\n`)),
      break: () => h("hr"),
      table: ({ value: { rows: [head, ...rows] } }) =>
        h("table", null, h("thead", null, cells(head, "th")), h("tbody", null, rows.map((row) => cells(row, "td")))),
    },
  };
}

/** Write HTML as a tree; outside of code, lines end where they may in either. */
function treeOf(html) {
  const tree = ({ nodeName, attrs = [], childNodes, value }, isCode) => {
    if (childNodes === undefined) return isCode ? value : value.replace(/\s+/g, " ");
    const inner = childNodes.map((each) => tree(each, isCode || nodeName === "pre"));
    const own = Object.fromEntries(attrs.map(({ name, value: given }) => [name, given]).sort());
    return [nodeName, own, ...inner.filter((each, place) => each !== " " || isBeside(childNodes[place - 1], childNodes[place + 1]))];
  };
  return tree(parseFragment(html.replaceAll(/<br\/?>\n/g, "<br>")), false);
}

/** Tell whether a space stands between words. */
function isBeside(...nodes) {
  return nodes.every((each) => each && ["#text", "a", "code", "em", "s", "strong"].includes(each.nodeName));
}

const seen = {};
for (const locale of ["EN", "ZH_HANT"]) {
  const { body } = (await said(QUERY, { slug: process.argv[3], locale })).newsStory;
  const entries = Object.fromEntries(body.references.map(({ key, entry }) => [key, entry]));
  const rendered = renderToStaticMarkup(h(PortableText, { value: body.value, components: components(entries) }));
  seen[locale] = { rendered: treeOf(rendered), html: treeOf(body.html), types: body.value.map((each) => each._type) };
}
process.stdout.write(JSON.stringify(seen));
