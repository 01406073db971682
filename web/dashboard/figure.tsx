// A figure: a chart, the same numbers as a table, and as CSV.
import { Suspense, lazy, useId, useState } from "react";

import type { Bars } from "./chart";

import { useWords } from "./words";

const Chart = lazy(() => import("./chart"));

export interface Row {
  label: string;
  counts: number[];
  // Where the row's label leads, if it does.
  href?: string | undefined;
  color?: string | undefined;
}

interface Props {
  title: string;
  // What the counts of each row are of.
  series: string[];
  rows: Row[];
  kind: Bars;
  // Where its numbers are for spreadsheets: all together, or each series by its name.
  csv: string | { name: string; href: string }[];
  // What the labels are.
  head: string;
}

export function Figure({ title, series, rows, kind, csv, head }: Props) {
  const id = useId();
  const words = useWords();
  const [isTable, setTable] = useState(false);
  const total = rows.reduce((sum, { counts }) => sum + counts.reduce((one, other) => one + other, 0), 0);
  return (
    <section className="card figure" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <div className="row">
          <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)} aria-label={`${words.table}: ${title}`}>{words.table}</button>
          <Downloads csv={csv} title={title} />
        </div>
      </header>
      {!total ? (
        <p className="quiet">{words.nothing}</p>
      ) : isTable ? (
        <Numbers series={series} rows={rows} head={head} title={title} />
      ) : (
        <Suspense fallback={<p className="loading">{words.loading}</p>}>
          <Chart kind={kind} series={series} rows={rows} label={`${title}. ${summary(rows, words)}`} />
        </Suspense>
      )}
    </section>
  );
}

function Downloads({ csv, title }: Pick<Props, "csv" | "title">) {
  if (typeof csv === "string") return <a href={csv} download aria-label={`CSV: ${title}`}>CSV</a>;
  return (
    <details className="downloads">
      <summary aria-label={`CSV: ${title}`}>CSV</summary>
      <ul>
        {csv.map(({ name, href }) => <li key={name}><a href={href} download aria-label={`CSV: ${title}, ${name}`}>{name}</a></li>)}
      </ul>
    </details>
  );
}

// What readers of the screen hear in place of the picture; the table has all of it.
function summary(rows: Row[], words: ReturnType<typeof useWords>) {
  const [first] = [...rows].sort((one, other) => Math.max(...other.counts) - Math.max(...one.counts));
  return first ? words.largest(rows.length, first.label, Math.max(...first.counts)) : "";
}

function Numbers({ series, rows, head, title }: Pick<Props, "series" | "rows" | "head" | "title">) {
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map((each) => <th key={each} scope="col" className="number">{each}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, counts, href }, index) => (
            <tr key={index}>
              <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
              {counts.map((count, place) => <td key={place} className="number">{count}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
