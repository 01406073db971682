// What of the homepage has changed between two instants: the page is read at both, and its entries are compared.
import { useQuery } from "urql";

import { dayAndTime, fromField } from "../../shared/instants";
import { usePlace } from "../../shared/place";
import { Homepage, type HomepageQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Loading, Problem } from "../sections/states";

type Page = NonNullable<HomepageQuery["homepage"]>;

interface Shown {
  id: string;
  slug: string;
  path?: string | null;
  __typename: string;
  name: string;
  translation: { lang: string | null };
  content: string;
}

export default function Changes({ page }: { page: Page }) {
  const reading = useReading();
  const since = fromField(usePlace().searchParams.get("since"));
  const [{ data, error, fetching }] = useQuery({
    query: Homepage,
    variables: { locale: reading.locale, asOf: since },
    pause: !since,
  });
  if (!since) return null;
  const before = data?.homepage;
  return (
    <section className="section changes" aria-labelledby="changes-heading">
      <div className="wide">
        <h2 id="changes-heading">{reading.words.compare} {dayAndTime(since, reading.lang)}</h2>
        {fetching && !before && <Loading />}
        {error && !before && <Problem error={error} />}
        {before && <Differences before={entriesOf(before)} after={entriesOf(page)} />}
      </div>
    </section>
  );
}

function Differences({ before, after }: { before: Map<string, Shown>; after: Map<string, Shown> }) {
  const { words } = useReading();
  const added = [...after].filter(([key]) => !before.has(key)).map(([, each]) => each);
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, each]) => each);
  const changed = [...after].filter(([key, each]) => before.has(key) && before.get(key)!.content !== each.content).map(([, each]) => each);
  if (!added.length && !removed.length && !changed.length) return <p>{words.noChanges}</p>;
  return (
    <>
      <ChangeList name={words.added} entries={added} />
      <ChangeList name={words.changed} entries={changed} />
      <ChangeList name={words.removed} entries={removed} isGone />
    </>
  );
}

function ChangeList({ name, entries, isGone }: { name: string; entries: Shown[]; isGone?: boolean }) {
  const reading = useReading();
  const lang = useLang();
  if (!entries.length) return null;
  return (
    <>
      <h3>{name}</h3>
      <ul>
        {entries.map((each) => {
          const path = isGone ? undefined : pathOf(each, reading);
          return (
            <li key={each.id} lang={lang(each.translation)}>{path ? <a href={path}>{each.name}</a> : each.name}</li>
          );
        })}
      </ul>
    </>
  );
}

// All entries of the page, by type and slug, with what is shown of each.
function entriesOf(page: Page) {
  const found = new Map<string, Shown>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!value || typeof value !== "object") return;
    const object = value as Record<string, unknown>;
    const name = object.title ?? object.name ?? object.heading ?? object.label ?? object.statement;
    if (typeof object.slug === "string" && typeof name === "string" && object.translation)
      found.set(`${object.__typename} ${object.slug}`, { ...(object as unknown as Shown), name, content: contentOf(object) });
    Object.values(object).forEach(walk);
  };
  walk(page);
  return found;
}

// What is shown of an entry. An `id` names the instant that is read at as well, so it is left out.
const contentOf = (object: object) => JSON.stringify(object, (key, value) => (key === "id" ? undefined : value));
