// A month of events; which month is in the address.
import { useQuery } from "urql";

import { fromField, toField } from "../../shared/instants";
import { setParameters, usePlace } from "../../shared/place";
import { EventsBetween } from "../later";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Loading, Problem } from "./states";

const pad = (number: number) => String(number).padStart(2, "0");

// A month as `2026-01`, some months on.
function shifted(month: string, by: number) {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const there = new Date(Date.UTC(year, number - 1 + by, 1));
  return `${there.getUTCFullYear()}-${pad(there.getUTCMonth() + 1)}`;
}

// The days of the weeks that a month is in, from Monday on, as `2026-01-05`.
function daysOf(month: string) {
  const first = new Date(`${month}-01T00:00Z`);
  const start = first.getTime() - ((first.getUTCDay() + 6) % 7) * 86_400_000;
  const end = new Date(`${shifted(month, 1)}-01T00:00Z`).getTime();
  const count = Math.ceil((end - start) / 604_800_000) * 7;
  return Array.from({ length: count }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10));
}

export default function Month() {
  const reading = useReading();
  const { words, lang } = reading;
  const langOf = useLang();
  const given = usePlace().searchParams.get("month") ?? "";
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? given : toField(reading.asOf ?? new Date()).slice(0, 7);
  const days = daysOf(month);
  const bounds = { from: fromField(`${month}-01T00:00`), until: fromField(`${shifted(month, 1)}-01T00:00`) };
  const [{ data, error, fetching }] = useQuery({
    query: EventsBetween,
    variables: { locale: reading.locale, asOf: reading.asOf, span: bounds },
  });
  const events = data?.events?.nodes ?? [];
  const format = (options: Intl.DateTimeFormatOptions, value: string) =>
    new Intl.DateTimeFormat(lang, { ...options, timeZone: "UTC" }).format(new Date(value));
  const title = format({ year: "numeric", month: "long" }, `${month}-01`);
  const show = (by: number) => setParameters({ month: shifted(month, by) }, { replace: true });

  return (
    <div className="month">
      <div className="row">
        <button type="button" onClick={() => show(-1)} aria-label={words.previous}>←</button>
        <h4 aria-live="polite">{title}</h4>
        <button type="button" onClick={() => show(1)} aria-label={words.next}>→</button>
      </div>
      {error && !data && <Problem error={error} />}
      {fetching && !data && <Loading />}
      <div className="scrolls" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead>
            <tr>
              {days.slice(0, 7).map((each) => (
                <th key={each} scope="col" abbr={format({ weekday: "long" }, each)}>{format({ weekday: "short" }, each)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: days.length / 7 }, (_, week) => (
              <tr key={days[week * 7]}>
                {days.slice(week * 7, week * 7 + 7).map((each) => (
                  <td key={each} className={each.startsWith(month) ? undefined : "outside"}>
                    <time dateTime={each}>{Number(each.slice(8))}</time>
                    <ul>
                      {events
                        .filter(({ startsOn, endsOn }) => startsOn <= each && each <= endsOn && each.startsWith(month))
                        .map((event) => (
                          <li key={event.id} lang={langOf(event.translation, "title")}>
                            <a href={pathOf(event, reading)} title={event.title ?? undefined}>{event.title}</a>
                          </li>
                        ))}
                    </ul>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data && !events.length && <p className="quiet">{words.noEvents}</p>}
    </div>
  );
}
