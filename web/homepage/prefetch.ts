// Asks for a page while its link is pointed at, and loads what shows it.
import { FirstView, everybody } from "./data";
import { readingOf } from "./reading";

const asked = new Set<string>();

export function prefetch(place: URL) {
  const { locale, asOf, path } = readingOf(place);
  if (asked.has(place.href)) return;
  asked.add(place.href);
  if (path === "/") void everybody.query(FirstView, { locale, asOf }).toPromise();
  else if (path !== "/search") void page(place.pathname, asOf);
}

async function page(path: string, asOf: string | undefined) {
  const [{ Page }] = await Promise.all([import("./later"), import("./views/entry-page")]);
  await everybody.query(Page, { path, asOf }).toPromise();
}
