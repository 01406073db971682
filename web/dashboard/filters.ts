// What the dashboard is narrowed to; all of it stands in the address.
import { fromField, toField } from "../shared/instants";
import { defaultLanguage, opening } from "../shared/opening";
import { usePlace } from "../shared/place";
import { LISTS, type ListKey, type Locale } from "./data";

export interface Filters {
  list: ListKey;
  lang: string;
  locale: Locale;
  // The instant that is looked at, as a field has it and as the API takes it; undefined for now.
  at: string | undefined;
  asOf: string | undefined;
  school: string | undefined;
  goal: number | undefined;
  tag: string | undefined;
  // The first and last instant of the time that growth is shown for.
  since: string;
  until: string;
  months: number;
  typed: string;
}

export const MONTHS = [6, 12, 24, 60];

export function useFilters(): Filters {
  const given = usePlace().searchParams;
  const language = opening.languages.find(({ lang }) => lang === given.get("lang")) ?? defaultLanguage;
  const list = given.get("list") ?? "";
  const months = MONTHS.find((each) => String(each) === given.get("months")) ?? 24;
  const at = given.get("at") ?? undefined;
  const asOf = fromField(at);
  const now = toField(asOf ?? new Date()).slice(0, 7);
  return {
    list: list in LISTS ? (list as ListKey) : "stories",
    lang: language.lang,
    locale: language.locale as Locale,
    at: asOf && at,
    asOf,
    school: given.get("school") ?? undefined,
    goal: Number(given.get("goal")) || undefined,
    tag: given.get("tag") ?? undefined,
    since: monthsFrom(now, 1 - months),
    until: asOf ?? monthsFrom(now, 1),
    months,
    typed: given.get("q")?.trim() ?? "",
  };
}

// The instant at which the month begins that is so many after another, which stays the same all month long.
function monthsFrom(month: string, by: number) {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const there = new Date(Date.UTC(year, number - 1 + by, 1));
  return fromField(`${there.toISOString().slice(0, 7)}-01T00:00`)!;
}

// The condition by which lists are narrowed; undefined for all entries.
export function whereOf({ school, goal, tag }: Filters) {
  if (!school && !goal && !tag) return undefined;
  return {
    ...(school ? { schools: { some: { slug: { eq: school } } } } : {}),
    ...(goal ? { sdgs: { some: { number: { eq: goal } } } } : {}),
    ...(tag ? { tags: { some: { slug: { eq: tag } } } } : {}),
  };
}

// Where a chart's numbers are as a table for spreadsheets.
export function csvOf(operation: string, rows: string, variables: object) {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  return `/export/${operation}.csv?${new URLSearchParams({ rows, variables: JSON.stringify(given) })}`;
}
