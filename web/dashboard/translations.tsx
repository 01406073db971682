// Texts that are missing in a language, or older than what they were translated from.
import { Provider } from "urql";

import { opening } from "../shared/opening";
import { useLive } from "../shared/live";
import { Translations as Document, person } from "./data";
import type { Locale } from "./data";
import { Figure } from "./figure";
import { type Filters, csvOf } from "./filters";
import { nameOf } from "./languages";
import { State } from "./state";
import { useLang, useWords } from "./words";

export function Translations({ filters }: { filters: Filters }) {
  return <Provider value={person}><Work filters={filters} /></Provider>;
}

function Work({ filters }: { filters: Filters }) {
  const words = useWords();
  const spoken = useLang();
  const others = opening.languages.slice(1);
  const { locale, lang } = others.find((each) => each.locale === filters.locale) ?? others[0] ?? opening.languages[0]!;
  const variables = { locale: locale as Locale };
  const [{ data, error, fetching }, retry] = useLive(Document, variables);
  const work = data?.translationWork;
  const counts = data?.translationCounts?.filter((each) => each.locale === locale && (each.missing || each.stale)) ?? [];
  if (!work) return <State error={error} fetching={fetching} retry={retry} />;
  return (
    <>
      <Figure
        title={words.textsToTranslate(nameOf(lang, spoken))}
        head={words.type}
        kind="rows"
        series={[words.missing, words.stale]}
        rows={counts.map(({ type, missing, stale }) => ({ label: type, counts: [missing, stale ?? 0] }))}
        csv={csvOf("Translations", "translationCounts", variables)}
      />
      <section className="card" aria-labelledby="work">
        <header>
          <h2 id="work">{words.toTranslate(nameOf(lang, spoken))}</h2>
          <a href={csvOf("Translations", "translationWork.nodes", variables)} download aria-label={`CSV: ${words.toTranslate(nameOf(lang, spoken))}`}>CSV</a>
        </header>
        <ol className="entries">
          {work.nodes.map(({ entry, missing, stale }) => (
            <li key={entry.id}>
              {entry.label ?? entry.slug} <span className="quiet">{entry.type}</span>
              <p className="quiet">
                {[missing.length ? `${words.missing}: ${missing.join(", ")}` : "", stale.length ? `${words.stale}: ${stale.join(", ")}` : ""].filter(Boolean).join("; ")}
              </p>
            </li>
          ))}
        </ol>
        {work.pageInfo.hasNextPage && <p className="quiet">{words.more}</p>}
      </section>
    </>
  );
}
