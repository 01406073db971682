// What is to come: events, for everybody; what goes live and ends, for those who may look ahead.
import { Provider } from "urql";

import { dayAndTime, fromField, span, toField } from "../shared/instants";
import { useLive } from "../shared/live";
import { Coming as Events, Schedule, everybody, person } from "./data";
import { type Filters } from "./filters";
import { State } from "./state";
import { useLang, useWords } from "./words";

const WEEKS = 6;

export function ComingEvents({ filters }: { filters: Filters }) {
  return <Provider value={everybody}><EventList filters={filters} /></Provider>;
}

function EventList({ filters: { locale, asOf, lang } }: { filters: Filters }) {
  const words = useWords();
  const [{ data, error, fetching }, retry] = useLive(Events, { locale, asOf }, { isFixed: asOf !== undefined });
  const events = data?.events;
  return (
    <section className="card" aria-labelledby="coming">
      <header><h2 id="coming">{words.events}{events ? `: ${events.totalCount}` : ""}</h2></header>
      {!events && <State error={error} fetching={fetching} retry={retry} />}
      {events && !events.nodes.length && <p className="quiet">{words.noEvents}</p>}
      <ol className="entries">
        {events?.nodes.map((event) => (
          <li key={event.id}>
            <a href={event.path ?? undefined} lang={event.translation.lang === lang ? undefined : (event.translation.lang ?? undefined)}>{event.title}</a>
            <span className="quiet"> {span(event.startsAt, event.endsAt, lang, event.isAllDay)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ComingChanges() {
  return <Provider value={person}><ChangeList /></Provider>;
}

// The bounds are midnights, so that the address stays the same all day.
function bounds() {
  const [today, end] = [0, WEEKS * 7].map((days) => toField(Date.now() + days * 86_400_000).slice(0, 10));
  return { from: fromField(`${today}T00:00`)!, to: fromField(`${end}T00:00`)! };
}

function ChangeList() {
  const words = useWords();
  const lang = useLang();
  const [{ data, error, fetching }, retry] = useLive(Schedule, bounds());
  const schedule = data?.schedule;
  return (
    <section className="card" aria-labelledby="schedule">
      <header><h2 id="schedule">{words.schedule(WEEKS)}</h2></header>
      {!schedule && <State error={error} fetching={fetching} retry={retry} />}
      {schedule && !schedule.nodes.length && <p className="quiet">{words.noSchedule}</p>}
      <ol className="entries">
        {schedule?.nodes.map(({ at, begins, ends, entry }) => (
          <li key={`${at} ${entry.id} ${begins} ${ends}`}>
            <time dateTime={at}>{dayAndTime(at, lang)}</time>{" "}
            {begins !== null ? (ends !== null ? words.changes : words.goesLive) : words.ends}: {entry.label ?? entry.slug} <span className="quiet">{entry.type}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
