// What one list has: by month, school, goal, tag and language, schools by goals, and its newest entries.
import { Provider } from "urql";

import { day } from "../shared/instants";
import { useLive } from "../shared/live";
import { type Group, LISTS, everybody } from "./data";
import { Figure, type Row } from "./figure";
import { type Filters, csvOf, whereOf } from "./filters";
import { Heat } from "./heat";
import { State } from "./state";
import { useLang, useWords } from "./words";

export function ListFigures({ filters }: { filters: Filters }) {
  return <Provider value={everybody}><Figures filters={filters} /></Provider>;
}

function Figures({ filters }: { filters: Filters }) {
  const { list: key, locale, asOf, lang } = filters;
  const { document, name } = LISTS[key];
  const words = useWords();
  const spoken = useLang();
  const label = words.lists[key];
  const variables = { locale, asOf, where: whereOf(filters) };
  const [{ data, error, fetching }, retry] = useLive(document, variables, { isFixed: asOf !== undefined });
  const list = data?.list;
  const csv = (rows: string) => csvOf(name, `list.${rows}.nodes`, variables);
  if (!list) return <State error={error} fetching={fetching} retry={retry} />;
  const figure = { series: [label] };
  return (
    <>
      <h2 className="whole list-title" aria-live="polite">{label}: {list.totalCount}</h2>
      {list.byMonth && (
        <Figure {...figure} title={words.byMonth[key]} head={words.month} kind="bars" csv={csv("byMonth")} rows={list.byMonth.nodes.map((each) => plain(each, words.none))} />
      )}
      {list.bySchool && <Figure {...figure} title={words.bySchool} head={words.school} kind="rows" csv={csv("bySchool")} rows={list.bySchool.nodes.map((each) => linked(each, words.none))} />}
      {list.byGoal && <Figure {...figure} title={words.byGoal} head={words.goal} kind="rows" csv={csv("byGoal")} rows={list.byGoal.nodes.map((each) => linked(each, words.none))} />}
      {list.byTag && <Figure {...figure} title={words.byTopic} head={words.topic} kind="rows" csv={csv("byTag")} rows={list.byTag.nodes.map((each) => linked(each, words.none))} />}
      {list.byLanguage && (
        <Figure {...figure} title={words.byLanguage} head={words.language} kind="rows" csv={csv("byLanguage")} rows={list.byLanguage.nodes.map((each) => plain(each, words.none))} />
      )}
      <section className="card" aria-labelledby="newest">
        <header>
          <h2 id="newest">{words.first}</h2>
          <a href={csv("").replace("list..nodes", "list.nodes")} download aria-label={`CSV: ${words.first}`}>CSV</a>
        </header>
        <ol className="entries">
          {list.nodes.map((node) => {
            const { title, name, award, publishedOn, liveFrom } = node as Named;
            const at = publishedOn ?? liveFrom;
            return (
              <li key={node.id} lang={node.translation.lang === lang ? undefined : (node.translation.lang ?? undefined)}>
                {node.path ? <a href={node.path}>{title ?? name ?? award}</a> : (title ?? name ?? award)}
                {at && <span className="quiet" lang={spoken}> {day(at, spoken, { dateStyle: "medium" })}</span>}
              </li>
            );
          })}
        </ol>
      </section>
      {list.schoolsByGoals && <Heat pairs={list.schoolsByGoals.nodes} csv={csv("schoolsByGoals")} />}
    </>
  );
}

// What an entry of any of the lists is named by.
interface Named {
  title?: string | null;
  name?: string | null;
  award?: string | null;
  publishedOn?: string;
  liveFrom: string | null;
}

interface Plain {
  count: number;
  keys: { value: string | null; label: string | null }[];
}

const plain = ({ count, keys: [key] }: Plain, none: string): Row => ({ label: key?.label ?? key?.value ?? none, counts: [count] });

const linked = ({ count, keys: [key] }: Group, none: string): Row => ({
  label: key?.label ?? none,
  counts: [count],
  href: key?.entry?.path ?? undefined,
  color: key?.entry && "color" in key.entry ? key.entry.color : undefined,
});
