// What pages of entries have in common: a heading, a body, and lists of links to other entries.
import type { ReactNode } from "react";

import { day } from "../../../shared/instants";
import type { PageQuery } from "../../later";
import { inkOn } from "../../ink";
import { pathOf } from "../../paths";
import { useLang, useReading } from "../../reading";
import { EventList } from "../../sections/events";

export type Route = NonNullable<PageQuery["route"]>;
export type Entry = NonNullable<Route["entry"]>;
export type Of<Name extends Entry["__typename"]> = Extract<Entry, { __typename: Name }>;

export interface Named {
  id: string;
  path?: string | null;
  title?: string | null;
  name?: string | null;
  award?: string | null;
  number?: number;
  color?: string;
  publishedOn?: string;
  translation: { lang: string | null };
}

export function Heading({ entry, field, children }: { entry: Entry; field: string; children: ReactNode }) {
  const lang = useLang();
  return <h1 lang={lang(entry.translation, field)}>{children}</h1>;
}

// What a page says, and beside it what it is about.
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="columns">
      <div>{children}</div>
      <aside>{aside}</aside>
    </div>
  );
}

export function NamedLink({ entry }: { entry: Named }) {
  const reading = useReading();
  const lang = useLang()(entry.translation);
  const name = entry.title ?? entry.name ?? entry.award;
  const path = pathOf(entry, reading);
  return path ? <a href={path} lang={lang}>{name}</a> : <span lang={lang}>{name}</span>;
}

export function Links({ title, entries }: { title: string; entries: Named[] }) {
  const { lang } = useReading();
  if (!entries.length) return null;
  return (
    <section className="related">
      <h2>{title}</h2>
      <ul>
        {entries.map((each) => (
          <li key={each.id}>
            <NamedLink entry={each} />
            {each.publishedOn && <span className="quiet"> {day(each.publishedOn, lang)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Goals({ goals }: { goals: (Named & { number: number; color: string })[] }) {
  const reading = useReading();
  const lang = useLang();
  if (!goals.length) return null;
  return (
    <section className="related">
      <h2>{reading.words.goals}</h2>
      <ul className="goal-list">
        {goals.map((goal) => (
          <li key={goal.id}>
            <a href={pathOf(goal, reading)}>
              <span className="number" style={{ background: goal.color, color: inkOn(goal.color) }}>{goal.number}</span>
              <span lang={lang(goal.translation)}>{goal.name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface About {
  schools: Named[];
  sdgs: (Named & { number: number; color: string })[];
  tags: Named[];
}

// The schools, goals and topics of an entry.
export function Linked({ of: { schools, sdgs, tags } }: { of: About }) {
  const { words } = useReading();
  return (
    <>
      <Links title={words.schools} entries={schools} />
      <Goals goals={sdgs} />
      <Links title={words.topics} entries={tags} />
    </>
  );
}

export function ComingEvents({ events }: { events: Of<"School">["events"]["nodes"] }) {
  const { words } = useReading();
  if (!events.length) return null;
  return <section className="related"><h2>{words.events}</h2><EventList events={events} level={3} /></section>;
}
