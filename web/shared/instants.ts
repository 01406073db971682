// Instants and days in the site's time zone, as people write and read them.
import { opening } from "./opening";

const { timeZone } = opening;

// The value of a field for day and time, in the site's zone: 2026-01-02T09:00.
export function toField(instant: string | number | Date) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return parts.format(new Date(instant)).replace(" ", "T");
}

// The instant of such a value, with the offset that the zone has then; undefined for what is none.
export function fromField(value: string | null | undefined) {
  if (!value || !/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) || Number.isNaN(Date.parse(value))) return undefined;
  const offset = offsetAt(new Date(`${value}Z`));
  return `${value}:00${offsetAt(new Date(`${value}:00${offset}`))}`;
}

function offsetAt(instant: Date) {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(instant);
  const name = parts.find(({ type }) => type === "timeZoneName")!.value.replace("GMT", "");
  return name || "+00:00";
}

export function day(value: string, lang: string, options: Intl.DateTimeFormatOptions = { dateStyle: "long" }) {
  const isDay = value.length === 10;
  return new Intl.DateTimeFormat(lang, { ...options, timeZone: isDay ? "UTC" : timeZone }).format(new Date(value));
}

export function dayAndTime(value: string, lang: string) {
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(value));
}

// A span as it is read aloud: "January 5, 2026, 12:00 PM – January 30, 2026, 11:59 PM", shortened where days are the same.
export function span(from: string, to: string, lang: string, isAllDay = false) {
  const options: Intl.DateTimeFormatOptions = isAllDay
    ? { dateStyle: "long", timeZone }
    : { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZone };
  return new Intl.DateTimeFormat(lang, options).formatRange(new Date(from), new Date(to));
}
