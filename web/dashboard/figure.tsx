// A figure: a chart, the same numbers as a table, and as CSV.
import { Suspense, lazy, useId, useState } from "react";

import type { Bars } from "./chart";

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
  csv: string;
  // What the link to it says, where it does not have all that the chart shows.
  csvName?: string;
  // What the labels are.
  head: string;
}

export function Figure({ title, series, rows, kind, csv, csvName = "CSV", head }: Props) {
  const id = useId();
  const [isTable, setTable] = useState(false);
  const total = rows.reduce((sum, { counts }) => sum + counts.reduce((one, other) => one + other, 0), 0);
  return (
    <section className="card figure" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <div className="row">
          <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)} aria-label={`Table: ${title}`}>Table</button>
          <a href={csv} download aria-label={`${csvName}: ${title}`}>{csvName}</a>
        </div>
      </header>
      {!total ? (
        <p className="quiet">Nothing to show.</p>
      ) : isTable ? (
        <Numbers series={series} rows={rows} head={head} title={title} />
      ) : (
        <Suspense fallback={<p className="loading">Loading …</p>}>
          <Chart kind={kind} series={series} rows={rows} label={`${title}. ${summary(rows)}`} />
        </Suspense>
      )}
    </section>
  );
}

// What readers of the screen hear in place of the picture; the table has all of it.
function summary(rows: Row[]) {
  const [first, ...others] = [...rows].sort((one, other) => Math.max(...other.counts) - Math.max(...one.counts));
  return first ? `${rows.length} rows; the largest is ${first.label} with ${Math.max(...first.counts)}${others.length ? "" : ", the only one"}.` : "";
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
