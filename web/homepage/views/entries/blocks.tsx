// A page of blocks, of all kinds.
import type { ReactNode } from "react";

import { useLive } from "../../../shared/live";
import { usePlace } from "../../../shared/place";
import { Blocks, type BlocksQuery } from "../../later";
import { pathOf } from "../../paths";
import { useLang, useReading } from "../../reading";
import { CardBlock, ChosenBlock, EmbedBlock, ListBlock } from "./block-entries";
import { ContactBlock, PeopleBlock } from "./block-people";
import { Loading, Problem } from "../../sections/states";
import { Prose } from "../../sections/prose";
import { Heading, Links, type Of } from "./parts";

type Whole = Extract<NonNullable<NonNullable<BlocksQuery["route"]>["entry"]>, { __typename: "Page" }>;
export type Block = Whole["blocks"][number];
export type Kind<Name extends Block["__typename"]> = Extract<Block, { __typename: Name }>;

export function PageOfBlocks({ page }: { page: Of<"Page"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <>
      <Heading entry={page} field="title">{page.title}</Heading>
      {page.summary && <p className="intro" lang={langOf(page.translation, "summary")}>{page.summary}</p>}
      <Parts />
      <Links title={words.pages} entries={page.children.nodes} />
    </>
  );
}

function Parts() {
  const { asOf } = useReading();
  const [{ data, error, fetching }, retry] = useLive(Blocks, { path: usePlace().pathname, asOf }, { isFixed: asOf !== undefined });
  const entry = data?.route?.entry;
  if (entry?.__typename === "Page") return entry.blocks.map((block) => <Part key={block.key} block={block} />);
  return error ? <Problem error={error} retry={retry} /> : fetching ? <Loading /> : null;
}

function Part({ block }: { block: Block }) {
  const langOf = useLang();
  const name = block.__typename.replace(/(?!^)([A-Z])/g, "-$1").toLowerCase();
  return (
    <section id={block.anchor ?? undefined} className={`block ${name}`}>
      {block.heading && <h2 lang={langOf(block.translation, "heading")}>{block.heading}</h2>}
      <Content block={block} />
    </section>
  );
}

function Content({ block }: { block: Block }): ReactNode {
  switch (block.__typename) {
    case "TextPart": return <Prose of={block.text} />;
    case "QuoteBlock": return <QuoteBlock block={block} />;
    case "StatementBlock": return <StatementBlock block={block} />;
    case "CallToAction": return <CallToAction block={block} />;
    case "CardsBlock": return <div className="cards">{block.cards.map((card, index) => <CardBlock key={index} card={card} hasHeading={Boolean(block.heading)} />)}</div>;
    case "AccordionBlock": return <AccordionBlock block={block} />;
    case "TableBlock": return <TableBlock block={block} />;
    case "PeopleBlock": return <PeopleBlock block={block} />;
    case "FilesBlock": return <FilesBlock block={block} />;
    case "EmbedBlock": return <EmbedBlock block={block} />;
    case "ChosenBlock": return <ChosenBlock block={block} />;
    case "ListBlock": return <ListBlock block={block} />;
    case "ContactBlock": return <ContactBlock block={block} />;
  }
}

function QuoteBlock({ block: { quote, attribution, person, translation } }: { block: Kind<"QuoteBlock"> }) {
  const reading = useReading();
  const langOf = useLang();
  const path = person && pathOf(person, reading);
  const name = attribution ?? person?.name;
  return (
    <blockquote>
      <p lang={langOf(translation, "quote")}>{quote}</p>
      {name && (
        <p className="quiet" lang={attribution ? langOf(translation, "attribution") : person ? langOf(person.translation) : undefined}>
          {path ? <a href={path}>{name}</a> : name}
        </p>
      )}
    </blockquote>
  );
}

function StatementBlock({ block: { statement, note, translation } }: { block: Kind<"StatementBlock"> }) {
  const langOf = useLang();
  return (
    <>
      <p className="statement" lang={langOf(translation, "statement")}>{statement}</p>
      {note && <p className="quiet" lang={langOf(translation, "note")}>{note}</p>}
    </>
  );
}

function CallToAction({ block }: { block: Kind<"CallToAction"> }) {
  const reading = useReading();
  const langOf = useLang();
  const target = pathOf(block, reading) ?? block.url;
  return (
    <>
      {block.words && <p lang={langOf(block.translation, "words")}>{block.words}</p>}
      {block.label && target && <p><a className="button main" href={target} lang={langOf(block.translation, "label")}>{block.label}</a></p>}
    </>
  );
}

function AccordionBlock({ block }: { block: Kind<"AccordionBlock"> }) {
  const langOf = useLang();
  return block.sections.map(({ title, words, translation }, index) => (
    <details key={index}>
      <summary lang={langOf(translation, "title")}>{title}</summary>
      <p lang={langOf(translation, "words")}>{words}</p>
    </details>
  ));
}

function TableBlock({ block }: { block: Kind<"TableBlock"> }) {
  const langOf = useLang();
  const [head, ...others] = block.rows;
  const rows = block.hasHeader ? others : block.rows;
  const name = block.caption ?? block.heading ?? undefined;
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={name}>
      <table>
        {block.caption && <caption lang={langOf(block.translation, "caption")}>{block.caption}</caption>}
        {block.hasHeader && head && (
          <thead>
            <tr>{head.cells.map(({ words, translation }, index) => <th key={index} scope="col" lang={langOf(translation)}>{words}</th>)}</tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ cells }, row) => (
            <tr key={row}>{cells.map(({ words, translation }, index) => <td key={index} lang={langOf(translation)}>{words}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FilesBlock({ block }: { block: Kind<"FilesBlock"> }) {
  const langOf = useLang();
  return (
    <ul className="file-list">
      {block.files.map(({ label, url, note, translation }) => (
        <li key={url}>
          <a href={url} lang={label ? langOf(translation, "label") : undefined}>{label ?? url}</a>
          {note && <p className="quiet" lang={langOf(translation, "note")}>{note}</p>}
        </li>
      ))}
    </ul>
  );
}
