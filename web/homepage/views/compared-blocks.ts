// The blocks of a page at two instants, as one says what has changed: each under a key that it has at both.
import type { Served } from "../reading";
import { type Shown, contentOf } from "./differences";

// What is read of a block here; what else it has depends on its kind.
interface Part {
  __typename: string;
  key: string;
  anchor: string | null;
  translation: Served;
}

// Pairs blocks with the same content first, wherever they stand, and then those of one kind with the same key, which are
// changed. A block without a key of its own has its place as its key, which is another one where some came before it.
export function comparedBlocks(before: Part[], after: Part[]) {
  const [old, now] = [before.map(shownPart), after.map(shownPart)];
  const pairs = new Map<Shown, Shown>();
  const pair = (isSame: (one: Shown, other: Shown) => boolean) => {
    for (const each of now) {
      if (pairs.has(each)) continue;
      const taken = new Set(pairs.values());
      const found = old.find((other) => !taken.has(other) && isSame(each, other));
      if (found) pairs.set(each, found);
    }
  };
  pair((one, other) => one.content === other.content);
  pair((one, other) => one.id === other.id && one.__typename === other.__typename);
  const keys = new Map(now.map((each, index) => [each, `block ${index}`]));
  const keysOfOld = new Map([...pairs].map(([each, found]) => [found, keys.get(each)!]));
  return {
    before: new Map(old.map((each, index) => [keysOfOld.get(each) ?? `gone ${index}`, each])),
    after: new Map(now.map((each) => [keys.get(each)!, each])),
  };
}

function shownPart(part: Part): Shown {
  const { key, anchor, ...content } = part;
  const named = firstText(part, part.translation);
  return {
    id: key,
    slug: key,
    anchor,
    __typename: part.__typename,
    name: named?.text ?? key,
    field: named?.field,
    translation: named?.translation ?? part.translation,
    content: contentOf({ ...content, anchor }),
  };
}

const TEXTS = ["heading", "title", "name", "statement", "quote", "label", "caption", "words", "note", "html"];

interface Named {
  text: string;
  field: string;
  translation: Served;
}

// The first text that is read in a block, by which it is named: its heading, or else what stands in it.
function firstText(value: unknown, around: Served): Named | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const object = value as Record<string, unknown>;
  const translation = (object.translation as Served | undefined) ?? around;
  const field = TEXTS.find((each) => typeof object[each] === "string" && object[each]);
  if (field === "html") return { text: excerpt(object.html as string), field, translation: { lang: object.lang as string } };
  if (field) return { text: object[field] as string, field, translation };
  for (const [name, each] of Object.entries(object)) {
    const found = name === "translation" ? undefined : firstText(each, translation);
    if (found) return found;
  }
  return undefined;
}

const LONGEST = 80;

function excerpt(html: string) {
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim().replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text;
}
