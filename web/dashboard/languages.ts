// What languages are called.
export function nameOf(tag: string, lang: string) {
  return new Intl.DisplayNames(lang, { type: "language" }).of(tag) ?? tag;
}
