// The reading of a page: its language, by the address's prefix, and its instant, by `at`.
import { type ReactNode, createContext, useContext } from "react";

import { fromField } from "../shared/instants";
import { type Language, defaultLanguage, opening } from "../shared/opening";
import { type Words, wordsIn } from "./words";
import type { Locale } from "./generated/first/graphql";

export interface Reading extends Language {
  locale: Locale;
  words: Words;
  // The path without the language's prefix.
  path: string;
  at: string | undefined;
  // The instant as the API takes it; undefined for now.
  asOf: string | undefined;
}

export function readingOf(place: URL): Reading {
  const { pathname } = place;
  const language =
    opening.languages.find(({ prefix }) => prefix && (pathname === prefix || pathname.startsWith(`${prefix}/`))) ?? defaultLanguage;
  const asOf = fromField(place.searchParams.get("at"));
  return {
    ...language,
    locale: language.locale as Locale,
    words: wordsIn(language.lang),
    path: pathname.slice(language.prefix.length) || "/",
    at: asOf && place.searchParams.get("at")!,
    asOf,
  };
}

const Context = createContext<Reading | null>(null);

export const useReading = () => useContext(Context)!;

export function ReadingProvider({ reading, children }: { reading: Reading; children: ReactNode }) {
  return <Context value={reading}>{children}</Context>;
}

export const homeOf = ({ prefix }: Pick<Reading, "prefix">) => prefix || "/";

// Writes a link that keeps the instant that is read at.
export function link(path: string, { at }: Pick<Reading, "at">) {
  if (!at) return path;
  const [address, hash] = path.split("#");
  const sign = address!.includes("?") ? "&" : "?";
  return `${address}${sign}at=${at}${hash ? `#${hash}` : ""}`;
}

export interface Served {
  lang: string | null;
  fallbackFields?: { field: string; lang: string | null }[];
}

// The language of a text where it is another than the page's, for `lang`.
export function useLang() {
  const { lang } = useReading();
  return (translation: Served, field?: string) => {
    const other = translation.fallbackFields?.find((each) => each.field === field)?.lang ?? translation.lang;
    return other && other !== lang ? other : undefined;
  };
}
