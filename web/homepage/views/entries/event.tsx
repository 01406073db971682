// An event.
import { dayAndTime, span } from "../../../shared/instants";
import { useLang, useReading } from "../../reading";
import { Prose } from "../../sections/prose";
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
      <Prose of={event.description} />
      <Offers offers={event.offers} />
      <RegistrationTimes registration={registration} />
      <p className="row">
        {registration?.isOpen && registration.url && <a className="button main" href={registration.url}>{words.register}</a>}
        {event.onlineUrl && <a className="button" href={event.onlineUrl}>{words.online}</a>}
      </p>
    </Columns>
  );
}

function Offers({ offers }: { offers: Of<"Event">["offers"] }) {
  const { lang, words } = useReading();
  const langOf = useLang();
  if (!offers.length) return null;
  return (
    <section className="related">
      <h2>{words.admission}</h2>
      <ul>
        {offers.map(({ label, isFree, price, translation }, index) => (
          <li key={index}>
            {label && <span lang={langOf(translation)}>{label}</span>}
            {" "}<strong>{isFree ? words.free : price && money(price, lang)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

const money = ({ amount, currency }: { amount: string; currency: string }, lang: string) =>
  new Intl.NumberFormat(lang, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" }).format(Number(amount));

// From when and until when people can register, as far as that is still to come.
function RegistrationTimes({ registration }: { registration: Of<"Event">["registration"] }) {
  const { lang, words, asOf } = useReading();
  if (!registration) return null;
  const now = asOf ? Date.parse(asOf) : Date.now();
  const { opensAt, closesAt, capacity, isRequired } = registration;
  const isToCome = (instant: string | null) => instant !== null && Date.parse(instant) > now;
  const told = [
    isRequired && words.mustRegister,
    isToCome(opensAt) && words.registerFrom(dayAndTime(opensAt!, lang)),
    isToCome(closesAt) && words.registerUntil(dayAndTime(closesAt!, lang)),
    capacity !== null && words.seats(capacity),
  ].filter(Boolean);
  return told.length ? <p className="quiet">{told.join(" ")}</p> : null;
}
