// What has changed between two readings of a page: which entries and parts came, went, and are shown otherwise.
import { pathOf } from "../paths";
import { type Served, useLang, useReading } from "../reading";

export interface Shown {
  id: string;
  slug: string;
  path?: string | null;
  __typename: string;
  // Where a part of the page itself is found.
  anchor?: string | null;
  name: string;
  // The text that names it.
  field?: string | undefined;
  translation: Served;
  content: string;
}

export function Differences({ before, after }: { before: Map<string, Shown>; after: Map<string, Shown> }) {
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
          const path = isGone ? undefined : each.anchor ? `#${each.anchor}` : pathOf(each, reading);
          return (
            <li key={`${each.__typename} ${each.id}`} lang={lang(each.translation, each.field)}>{path ? <a href={path}>{each.name}</a> : each.name}</li>
          );
        })}
      </ul>
    </>
  );
}

// All entries of a page, by type and slug, with what is shown of each; those below another one are no part of it.
export function entriesOf(page: unknown) {
  const found = new Map<string, Shown>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isObject(value)) return;
    const field = NAMES.find((each) => typeof value[each] === "string");
    if (typeof value.slug === "string" && field && value.translation)
      found.set(keyOf(value), { ...(value as unknown as Shown), name: value[field] as string, field, content: contentOf(value) });
    Object.values(value).forEach(walk);
  };
  walk(page);
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const NAMES = ["title", "name", "award", "heading", "label", "statement"];
const keyOf = ({ __typename, slug }: Record<string, unknown>) => `${__typename} ${slug}`;

// What is shown of an entry. An `id` names the instant that is read at as well, so it is left out.
export function contentOf(entry: object) {
  return JSON.stringify(entry, (key, value) => {
    if (key === "id") return undefined;
    return isObject(value) && value !== entry && typeof value.slug === "string" ? keyOf(value) : value;
  });
}
