// What sections have in common: a heading, an introduction, and a link to more.
import type { ReactNode } from "react";

import { type Served, useLang } from "../reading";

interface Head {
  heading: string | null;
  intro?: string | null;
  more?: { label: string | null; url: string | null; translation: Served } | null;
  translation: Served;
}

export function Section({ id, of, more = true, children }: { id: string; of: Head; more?: boolean; children?: ReactNode }) {
  const langOf = useLang();
  const lang = langOf(of.translation);
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className={`section ${id}`}>
      <div className="wide">
        <h2 id={`${id}-heading`} lang={lang}>{of.heading}</h2>
        {of.intro && <p className="intro" lang={lang}>{of.intro}</p>}
        {children}
        {more && of.more?.label && (
          <p className="more" lang={langOf(of.more.translation)}>{of.more.url ? <a href={of.more.url}>{of.more.label}</a> : of.more.label}</p>
        )}
      </div>
    </section>
  );
}
