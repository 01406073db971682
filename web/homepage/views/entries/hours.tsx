// When a place is open: now and until when, in every week, and on the days of the coming weeks on which that is otherwise.
import { day, toField } from "../../../shared/instants";
import { useReading } from "../../reading";
import type { Of } from "./parts";

export function Hours({ place }: { place: Of<"Place"> }) {
  const { words, lang } = useReading();
  const special = place.openingHours.filter(({ isSpecial }) => isSpecial);
  if (!place.weeklyHours.length && !special.length) return null;
  return (
    <section className="related">
      <h2>{words.hours}</h2>
      <State place={place} />
      <dl>
        {place.weeklyHours.map(({ firstDay, lastDay, opens, closes }) => (
          <div key={`${firstDay} ${opens}`} className="fact">
            <dt>{[firstDay, lastDay].filter((each) => each !== null).map((each) => weekday(each, lang)).join("–")}</dt>
            <dd>{opens}–{closes}</dd>
          </div>
        ))}
      </dl>
      {special.length > 0 && (
        <>
          <h3>{words.specialHours}</h3>
          <dl>
            {special.map(({ date, hours, note, lang: tag }) => (
              <div key={date} className="fact">
                <dt>{day(date, lang, DAY)}</dt>
                <dd>
                  {hours.length ? hours.map(({ opens, closes }) => `${opens}–${closes}`).join(", ") : words.closedThen}
                  {note && <> <span className="quiet" lang={tag && tag !== lang ? tag : undefined}>{note}</span></>}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

// Whether it is open at the instant of the page, and until when: an answer ends then, and the next is asked for.
function State({ place: { isOpen, opensOrClosesAt } }: { place: Of<"Place"> }) {
  const { words, lang, asOf } = useReading();
  if (isOpen === null) return null;
  const then = opensOrClosesAt && timeOf(opensOrClosesAt, asOf ?? Date.now(), lang);
  return (
    <p role="status">
      <strong>{isOpen ? words.open : words.closed}</strong>
      {then && <> <time dateTime={opensOrClosesAt}>{isOpen ? words.openUntil(then) : words.opensAt(then)}</time></>}
    </p>
  );
}

const DAY = { weekday: "long", month: "long", day: "numeric" } as const;

// A time of day, with its day where that is not the one of another instant.
function timeOf(instant: string, now: string | number, lang: string) {
  const [date, time] = toField(instant).split("T") as [string, string];
  return toField(now).startsWith(date) ? time : `${day(instant, lang, DAY)} ${time}`;
}

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

// The name of a day of the week in a language: 1 January 2024 was a Monday.
function weekday(name: string, lang: string) {
  const date = new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(name)));
  return new Intl.DateTimeFormat(lang, { weekday: "long", timeZone: "UTC" }).format(date);
}
