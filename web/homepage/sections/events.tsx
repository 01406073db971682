// Events: those that are featured, and those to come as a list or as a month.
import { span } from "../../shared/instants";
import { setParameters, usePlace } from "../../shared/place";
import type { HomepageQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Month } from "./month";
import { Section } from "./section";

type Events = NonNullable<NonNullable<HomepageQuery["homepage"]>["events"]>;
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
      <h3 lang={lang(events.translation)}>{events.featuredHeading}</h3>
      <EventList events={events.featured} />
      <div className="row spread">
        <h3 lang={lang(events.translation)}>{events.upcomingHeading}</h3>
        <div className="filters" role="group" aria-label={words.events}>
          {view(words.list, undefined, !isMonth)}
          {view(words.month, "month", isMonth)}
        </div>
      </div>
      {isMonth ? <Month /> : <EventList events={events.upcoming} />}
    </Section>
  );
}

export function EventList({ events }: { events: Event[] }) {
  const { words } = useReading();
  if (!events.length) return <p className="quiet">{words.noEvents}</p>;
  return (
    <ul className="events-list">
      {events.map((event) => <EventRow key={event.id} event={event} />)}
    </ul>
  );
}

function EventRow({ event }: { event: Event }) {
  const reading = useReading();
  const lang = useLang();
  const badge = new Intl.DateTimeFormat(reading.lang, { month: "short", day: "2-digit", timeZone: "UTC" });
  return (
    <li>
      <p className="badge" aria-hidden="true">{badge.format(new Date(event.startsOn))}</p>
      <div>
        <p className="kicker" lang={lang(event.translation, "category")}>{event.category}</p>
        <h4 lang={lang(event.translation, "title")}>
          <a href={pathOf(event, reading)}>{event.title}</a>
        </h4>
        <p className="quiet">
          <time dateTime={event.startsAt}>{span(event.startsAt, event.endsAt, reading.lang, event.isAllDay)}</time>
          {event.venue && <span lang={lang(event.translation, "venue")}> · {event.venue}</span>}
        </p>
      </div>
    </li>
  );
}
