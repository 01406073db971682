// Blocks that show other entries: cards, entries that were chosen, one that is embedded, and the first of a kind.
import { day, span } from "../../../shared/instants";
import { pathOf } from "../../paths";
import { type Served, useLang, useReading } from "../../reading";
import type { Kind } from "./blocks";

type Card = Kind<"CardsBlock">["cards"][number];
type Shown = Kind<"ListBlock">["entries"][number];

export function CardBlock({ card, hasHeading }: { card: Card; hasHeading: boolean }) {
  const reading = useReading();
  const langOf = useLang();
  const Title = hasHeading ? "h3" : "h2";
  const target = pathOf(card, reading) ?? card.url;
  return (
    <div className="card">
      {card.title && <Title className="card-title" lang={langOf(card.translation, "title")}>{target ? <a href={target}>{card.title}</a> : card.title}</Title>}
      {card.words && <p lang={langOf(card.translation, "words")}>{card.words}</p>}
      {!card.title && target && <p><a href={target}>{target}</a></p>}
    </div>
  );
}

export function ChosenBlock({ block }: { block: Kind<"ChosenBlock"> }) {
  return <EntryList entries={block.chosen.flatMap(({ entry }) => entry ?? [])} />;
}

export function ListBlock({ block }: { block: Kind<"ListBlock"> }) {
  return <EntryList entries={block.entries} />;
}

export function EmbedBlock({ block }: { block: Kind<"EmbedBlock"> }) {
  const langOf = useLang();
  return (
    <>
      {block.entry && <EntryList entries={[block.entry]} />}
      {block.note && <p className="quiet" lang={langOf(block.translation, "note")}>{block.note}</p>}
    </>
  );
}

function EntryList({ entries }: { entries: Shown[] }) {
  const { words } = useReading();
  if (!entries.length) return <p className="quiet">{words.nothingYet}</p>;
  return <ul className="entries-list">{entries.map((entry) => <Row key={entry.id} entry={entry} />)}</ul>;
}

function Row({ entry }: { entry: Shown }) {
  const reading = useReading();
  const langOf = useLang();
  const { name, field } = namedBy(entry);
  const path = pathOf(entry, reading);
  return (
    <li>
      <p lang={langOf(entry.translation, field)}>{path ? <a href={path}>{name}</a> : name}</p>
      {entry.__typename === "NewsStory" && <p className="quiet"><time dateTime={entry.publishedOn}>{day(entry.publishedOn, reading.lang)}</time></p>}
      {entry.__typename === "Event" && (
        <p className="quiet"><time dateTime={entry.startsAt}>{span(entry.startsAt, entry.endsAt, reading.lang, entry.isAllDay)}</time></p>
      )}
    </li>
  );
}

interface Texts {
  slug: string;
  title?: string | null;
  name?: string | null;
  label?: string | null;
  award?: string | null;
  translation: Served;
}

// What an entry of any type is called, and the field that says so.
export function namedBy(entry: object) {
  const texts = entry as Texts;
  const field = (["title", "name", "label", "award"] as const).find((each) => texts[each]);
  return { name: field ? texts[field] : texts.slug, field };
}
