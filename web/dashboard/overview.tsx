// How many entries of each type there are, and how they grew.
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { LISTS, Overview as Document, type OverviewQuery, everybody } from "./data";
import { Figure } from "./figure";
import { type Filters, csvOf } from "./filters";
import { State } from "./state";

const TYPES = {
  newsStories: "Stories",
  events: "Events",
  programs: "Programs",
  awards: "Awards",
  firsts: "Firsts",
  schools: "Schools",
  departments: "Departments",
  degrees: "Degrees",
  rankings: "Rankings",
  facts: "Facts",
  tags: "Topics",
  sdgs: "Goals",
} as const;
const GROWING = ["newsStories", "events", "programs", "awards", "firsts"] as const;

export function Overview({ filters }: { filters: Filters }) {
  return <Provider value={everybody}><Numbers filters={filters} /></Provider>;
}

function Numbers({ filters: { locale, asOf, since, until, months, list } }: { filters: Filters }) {
  const variables = { locale, asOf, since, until };
  const [{ data, error, fetching }, retry] = useLive(Document, variables, { isFixed: asOf !== undefined });
  if (!data) return <State error={error} fetching={fetching} retry={retry} />;
  return (
    <>
      <ul className="tiles whole" aria-label="Entries that are public">
        {Object.entries(TYPES).map(([name, label]) => {
          const list = data[name as keyof typeof TYPES];
          return list && <li key={name}><strong>{list.totalCount}</strong> {label}</li>;
        })}
      </ul>
      <Figure
        title={`Growth over ${months} months`}
        head="End of"
        kind="lines"
        series={GROWING.map((name) => TYPES[name])}
        rows={growth(data)}
        csv={csvOf("Overview", `${LISTS[list].field}.growth`, variables)}
        csvName={`CSV: ${LISTS[list].label}`}
      />
    </>
  );
}

function growth(data: OverviewQuery) {
  const steps = data.newsStories?.growth ?? [];
  return steps.map(({ label }, index) => ({ label, counts: GROWING.map((name) => data[name]?.growth?.[index]?.count ?? 0) }));
}
