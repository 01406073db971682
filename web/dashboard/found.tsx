// What a search has found.
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { Search, everybody } from "./data";
import { type Filters } from "./filters";
import { State } from "./state";
import { useWords } from "./words";

export function Found({ filters }: { filters: Filters }) {
  return filters.typed ? <Provider value={everybody}><Results filters={filters} /></Provider> : null;
}

function Results({ filters: { typed, locale, asOf, lang } }: { filters: Filters }) {
  const words = useWords();
  const [{ data, error, fetching }, retry] = useLive(Search, { typed, locale, asOf }, { isFixed: asOf !== undefined });
  const found = data?.search;
  return (
    <section className="card whole" aria-labelledby="found">
      <header><h2 id="found">{words.found(typed)}{found ? `: ${found.totalCount}` : ""}</h2></header>
      {!found && <State error={error} fetching={fetching} retry={retry} />}
      {found && !found.edges.length && <p className="quiet">{words.foundNothing} {found.didYouMean.length ? words.didYouMean(found.didYouMean.join(", ")) : ""}</p>}
      <ol className="entries">
        {found?.edges.map(({ node, snippet }) => {
          const named = node as { title?: string; name?: string; label?: string; slug: string };
          const name = named.title ?? named.name ?? named.label ?? named.slug;
          return (
            <li key={node.id}>
              {node.path ? <a href={node.path}>{name}</a> : name} <span className="quiet">{node.__typename}</span>
              {snippet && (
                <p className="quiet" lang={snippet.lang === lang ? undefined : (snippet.lang ?? undefined)}>
                  {snippet.parts.map(({ text, isMatch }, index) => (isMatch ? <mark key={index}>{text}</mark> : text))}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
