// Asks for a page while its link is pointed at.
import { Homepage, Page, everybody } from "./data";
import { readingOf } from "./reading";

const asked = new Set<string>();

export function prefetch(place: URL) {
  const { locale, asOf, path } = readingOf(place);
  if (asked.has(place.href)) return;
  asked.add(place.href);
  if (path === "/") void everybody.query(Homepage, { locale, asOf }).toPromise();
  else if (path !== "/search") void everybody.query(Page, { path: place.pathname, asOf }).toPromise();
}
