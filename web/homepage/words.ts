// The words of the frontend in the language of a page.
import { type Words, en } from "./words/en";
import { hans } from "./words/zh-hans";
import { hant } from "./words/zh-hant";

export type { Words };

export function wordsIn(lang: string): Words {
  return { "zh-Hant": hant, "zh-Hans": hans }[lang] ?? en;
}
