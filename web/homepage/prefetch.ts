// Asks for a page while its link is pointed at.
import { Homepage, everybody } from "./data";
import { readingOf } from "./reading";

const asked = new Set<string>();

export function prefetch(place: URL) {
  const { locale, asOf, path } = readingOf(place);
  if (asked.has(place.href)) return;
  asked.add(place.href);
  if (path === "/") void everybody.query(Homepage, { locale, asOf }).toPromise();
}
