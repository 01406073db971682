// What a search has found.
import { useState } from "react";
import { useQuery } from "urql";

import { setParameters, usePlace } from "../../shared/place";
import { type EntryType, Found, type FoundQuery } from "../later";
import { pathOf, searchPath } from "../paths";
import { useLang, useReading } from "../reading";
import { Loading, Problem } from "../sections/states";

type Edge = NonNullable<FoundQuery["search"]>["edges"][number];

// The types that have pages of their own.
const TYPES: EntryType[] = ["NEWS_STORY", "EVENT", "SCHOOL", "DEPARTMENT", "PROGRAM", "AWARD", "PERSON", "PLACE", "PAGE", "FIRST", "SUSTAINABLE_DEVELOPMENT_GOAL"];

export default function Results() {
  const reading = useReading();
  const { words } = reading;
  const place = usePlace();
  const typed = place.searchParams.get("q")?.trim() ?? "";
  const type = TYPES.find((each) => each === place.searchParams.get("type"));
  return (
    <div className="wide results">
      <h1>{words.searchResults}</h1>
      {typed ? <ResultPages key={`${typed} ${type} ${reading.lang} ${reading.at}`} typed={typed} type={type} /> : <p>{words.nothingFound}</p>}
    </div>
  );
}

function ResultPages({ typed, type }: { typed: string; type: EntryType | undefined }) {
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  return (
    <>
      {pages.map((after, index) => (
        <ResultPage
          key={after ?? ""}
          typed={typed}
          type={type}
          after={after}
          isFirst={index === 0}
          more={index === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
        />
      ))}
    </>
  );
}

interface Asked {
  typed: string;
  type: EntryType | undefined;
  after: string | undefined;
  isFirst: boolean;
  more: ((cursor: string) => void) | undefined;
}

function ResultPage({ typed, type, after, isFirst, more }: Asked) {
  const reading = useReading();
  const { words } = reading;
  const [{ data, error, fetching }, again] = useQuery({
    query: Found,
    variables: { typed, types: type ? [type] : TYPES, locale: reading.locale, asOf: reading.asOf, after },
  });
  const found = data?.search;
  if (!found) return fetching ? <Loading /> : error ? <Problem error={error} retry={() => again({ requestPolicy: "network-only" })} /> : null;
  return (
    <>
      {isFirst && (
        <>
          <p role="status">{found.totalCount ? words.results(found.totalCount) : words.nothingFound}</p>
          {found.isPartial && found.totalCount > 0 && <p className="quiet">{words.partly}</p>}
          {found.didYouMean.length > 0 && (
            <p>
              {words.didYouMean}{" "}
              {found.didYouMean.map((each) => <a key={each} href={searchPath(each, reading)}>{each}</a>)}
            </p>
          )}
          <Types counts={found.counts} type={type} />
        </>
      )}
      <ol className="found">
        {found.edges.map((edge) => <Result key={edge.node.id} edge={edge} />)}
      </ol>
      {more && found.pageInfo.hasNextPage && (
        <button type="button" className="main" onClick={() => more(found.pageInfo.endCursor!)}>{words.more}</button>
      )}
    </>
  );
}

function Types({ counts, type }: { counts: { type: EntryType; count: number }[]; type: EntryType | undefined }) {
  const { words } = useReading();
  const names = useTypeNames();
  const shown = counts.filter(({ type: each, count }) => count && TYPES.includes(each));
  if (!type && shown.length < 2) return null;
  const button = (each: EntryType | undefined, label: string) => (
    <button type="button" key={each ?? ""} aria-pressed={each === type} onClick={() => setParameters({ type: each })}>{label}</button>
  );
  return (
    <div className="filters" role="group" aria-label={words.categories}>
      {button(undefined, words.all)}
      {shown.map(({ type: each, count }) => button(each, `${names[each]} ${count}`))}
    </div>
  );
}

function useTypeNames(): Partial<Record<string, string>> {
  const { words } = useReading();
  return {
    NEWS_STORY: words.stories,
    EVENT: words.events,
    SCHOOL: words.schools,
    DEPARTMENT: words.departments,
    PROGRAM: words.programs,
    AWARD: words.awards,
    PERSON: words.people,
    PLACE: words.places,
    PAGE: words.pages,
    FIRST: words.firsts,
    SUSTAINABLE_DEVELOPMENT_GOAL: words.goals,
  };
}

function Result({ edge: { node, snippet } }: { edge: Edge }) {
  const reading = useReading();
  const lang = useLang();
  const field = "title" in node ? "title" : "label" in node ? "label" : "name";
  const name = "title" in node ? node.title : "label" in node ? node.label : "name" in node ? node.name : node.slug;
  const names = useTypeNames();
  const type = node.__typename.replace(/(?!^)([A-Z])/g, "_$1").toUpperCase();
  return (
    <li>
      <p className="kicker">{names[type]}</p>
      <h2 lang={lang(node.translation, field)}>
        {node.path ? <a href={pathOf(node, reading)}>{name}</a> : name}
      </h2>
      {snippet && snippet.field !== field && (
        <p lang={snippet.lang && snippet.lang !== reading.lang ? snippet.lang : undefined}>
          {snippet.parts.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}
        </p>
      )}
    </li>
  );
}
