// How many entries of each type there are, and how they grew.
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { Overview as Document, type OverviewQuery, everybody } from "./data";
import { Figure } from "./figure";
import { type Filters, csvOf } from "./filters";
import { State } from "./state";
import { useWords } from "./words";

const COUNTED = [
  "newsStories", "events", "programs", "awards", "firsts", "schools", "departments", "degrees", "rankings", "facts", "tags", "sdgs",
] as const;
const GROWING = { newsStories: "stories", events: "events", programs: "programs", awards: "awards", firsts: "firsts" } as const;
type Growing = keyof typeof GROWING;

export function Overview({ filters }: { filters: Filters }) {
  return <Provider value={everybody}><Numbers filters={filters} /></Provider>;
}

function Numbers({ filters: { locale, asOf, since, until, months } }: { filters: Filters }) {
  const words = useWords();
  const variables = { locale, asOf, since, until };
  const [{ data, error, fetching }, retry] = useLive(Document, variables, { isFixed: asOf !== undefined });
  if (!data) return <State error={error} fetching={fetching} retry={retry} />;
  const growing = Object.keys(GROWING) as Growing[];
  const nameOf = (name: (typeof COUNTED)[number]) => (name in GROWING ? words.lists[GROWING[name as Growing]] : words.types[name as keyof typeof words.types]);
  return (
    <>
      <ul className="tiles whole" aria-label={words.publicEntries}>
        {COUNTED.map((name) => data[name] && <li key={name}><strong>{data[name].totalCount}</strong> {nameOf(name)}</li>)}
      </ul>
      <Figure
        title={words.growthOver(months)}
        head={words.endOf}
        kind="lines"
        series={growing.map(nameOf)}
        rows={growth(data, growing)}
        csv={growing.map((name) => ({ name: nameOf(name), href: csvOf("Overview", `${name}.growth`, variables) }))}
      />
    </>
  );
}

function growth(data: OverviewQuery, growing: Growing[]) {
  const steps = data.newsStories?.growth ?? [];
  return steps.map(({ label }, index) => ({ label, counts: growing.map((name) => data[name]?.growth?.[index]?.count ?? 0) }));
}
