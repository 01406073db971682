// An event.
import { span } from "../../../shared/instants";
import { useLang, useReading } from "../../reading";
import { Columns, Heading, Linked, Links, NamedLink, type Of } from "./parts";

export function EventPage({ event }: { event: Of<"Event"> }) {
  const { lang, words } = useReading();
  const { place, registration, status, translation } = event;
  const langOf = useLang();
  return (
    <Columns aside={<><Links title={words.speakers} entries={event.speakers} /><Linked of={event} /></>}>
      <p className="kicker" lang={langOf(translation, "category")}>{event.category}</p>
      <Heading entry={event} field="title">{event.title}</Heading>
      {status !== "SCHEDULED" && (
        <p className="notice"><strong>{words.status[status]}</strong> <span lang={langOf(translation, "statusNote")}>{event.statusNote}</span></p>
      )}
      <dl>
        <dt>{words.when}</dt>
        <dd><time dateTime={event.startsAt}>{span(event.startsAt, event.endsAt, lang, event.isAllDay)}</time></dd>
        {(place || event.venue) && (
          <>
            <dt>{words.where}</dt>
            <dd>{place ? <NamedLink entry={place} /> : <span lang={langOf(translation, "venue")}>{event.venue}</span>}</dd>
          </>
        )}
        {event.organiser && (
          <>
            <dt>{words.organiser}</dt>
            <dd lang={langOf(translation, "organiser")}>{event.organiser}</dd>
          </>
        )}
      </dl>
      {event.summary && <p className="intro" lang={langOf(translation, "summary")}>{event.summary}</p>}
      <p className="row">
        {registration?.isOpen && registration.url && <a className="button main" href={registration.url}>{words.register}</a>}
        {event.onlineUrl && <a className="button" href={event.onlineUrl}>{words.online}</a>}
      </p>
    </Columns>
  );
}
