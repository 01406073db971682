// Addresses within the site.
import { type Reading, homeOf, link } from "./reading";

// The path of an entry's page, at the instant that is read at; undefined for what has no page.
export function pathOf({ path }: { path?: string | null }, reading: Reading) {
  return path ? link(path, reading) : undefined;
}

export const homePath = (reading: Reading) => link(homeOf(reading), reading);

export const searchPath = (typed: string, reading: Reading) => link(`${reading.prefix}/search?q=${encodeURIComponent(typed)}`, reading);
