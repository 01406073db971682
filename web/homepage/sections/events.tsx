// Events: those that are featured, and those to come as a list or as a month.
import { Suspense, lazy } from "react";

import { span } from "../../shared/instants";
import { setParameters, usePlace } from "../../shared/place";
import type { FirstViewQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Section } from "./section";
import { Loading } from "./states";

const Month = lazy(() => import("./month"));

type Events = NonNullable<NonNullable<FirstViewQuery["homepage"]>["events"]>;
export type Event = Events["upcoming"][number];

export function Events({ events }: { events: Events }) {
  const { words } = useReading();
  const lang = useLang();
  const isMonth = usePlace().searchParams.get("events") === "month";
  const view = (name: string, parameter: string | undefined, isShown: boolean) => (
    <button type="button" aria-pressed={isShown} onClick={() => setParameters({ events: parameter }, { replace: true })}>{name}</button>
  );
  return (
    <Section id="events" of={events}>
      <h3 lang={lang(events.translation, "featuredHeading")}>{events.featuredHeading}</h3>
      <EventList events={events.featured} />
      <div className="row spread">
        <h3 lang={lang(events.translation, "upcomingHeading")}>{events.upcomingHeading}</h3>
        <div className="filters" role="group" aria-label={words.events}>
          {view(words.list, undefined, !isMonth)}
          {view(words.month, "month", isMonth)}
        </div>
      </div>
      {isMonth ? <Suspense fallback={<Loading />}><Month /></Suspense> : <EventList events={events.upcoming} />}
    </Section>
  );
}

export function EventList({ events, level = 4 }: { events: Event[]; level?: 3 | 4 }) {
  const { words } = useReading();
  if (!events.length) return <p className="quiet">{words.noEvents}</p>;
  return (
    <ul className="events-list">
      {events.map((event) => <EventRow key={event.id} event={event} level={level} />)}
    </ul>
  );
}

function EventRow({ event, level }: { event: Event; level: 3 | 4 }) {
  const Title = `h${level}` as const;
  const reading = useReading();
  const lang = useLang();
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(reading.lang, { ...options, timeZone: "UTC" }).format(new Date(event.startsOn));
  return (
    <li>
      <p className="badge" aria-hidden="true">
        <span className="day">{Number(event.startsOn.slice(8))}</span>
        <span className="month-name">{part({ month: "short" })}</span>
      </p>
      <div>
        <p className="kicker" lang={lang(event.translation, "category")}>{event.category}</p>
        <Title lang={lang(event.translation, "title")}>
          <a href={pathOf(event, reading)}>{event.title}</a>
        </Title>
        <p className="quiet">
          <time dateTime={event.startsAt}>{span(event.startsAt, event.endsAt, reading.lang, event.isAllDay)}</time>
          {event.venue && <span lang={lang(event.translation, "venue")}> · {event.venue}</span>}
        </p>
      </div>
    </li>
  );
}
