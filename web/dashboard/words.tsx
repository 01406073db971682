// The words of the dashboard in the language that is chosen, for all of its parts.
import { createContext, useContext } from "react";

import { type Words, en } from "./words/en";
import { hans } from "./words/zh-hans";
import { hant } from "./words/zh-hant";

interface Speech {
  lang: string;
  words: Words;
}

const Context = createContext<Speech>({ lang: "en", words: en });

export const Spoken = Context.Provider;
export const useWords = () => useContext(Context).words;

// The language of the dashboard, as `Intl` takes it.
export const useLang = () => useContext(Context).lang;

export function wordsIn(lang: string): Speech {
  const words = { "zh-Hant": hant, "zh-Hans": hans }[lang];
  return words ? { lang, words } : { lang: "en", words: en };
}
