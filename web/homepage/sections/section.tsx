// What sections have in common: a heading, an introduction, and a link to more.
import type { ReactNode } from "react";

import { pathOf } from "../paths";
import { type Served, useLang, useReading } from "../reading";

interface Head {
  heading: string | null;
  intro?: string | null;
  more?: { label: string | null; url: string | null; path: string | null; translation: Served } | null;
  translation: Served;
}

export function Section({ id, of, more = true, children }: { id: string; of: Head; more?: boolean; children?: ReactNode }) {
  const langOf = useLang();
  const reading = useReading();
  const target = of.more && (pathOf(of.more, reading) ?? of.more.url);
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className={`section ${id}`}>
      <div className="wide">
        <h2 id={`${id}-heading`} lang={langOf(of.translation, "heading")}>{of.heading}</h2>
        {of.intro && <p className="intro" lang={langOf(of.translation, "intro")}>{of.intro}</p>}
        {children}
        {more && of.more?.label && (
          <p className="more" lang={langOf(of.more.translation)}>{target ? <a href={target}>{of.more.label}</a> : of.more.label}</p>
        )}
      </div>
    </section>
  );
}
