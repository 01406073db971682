// Firsts, filtered by category; the filter is in the address.
import { setParameters, usePlace } from "../../shared/place";
import type { FirstViewQuery } from "../data";
import { useLang, useReading } from "../reading";
import { Section } from "./section";

type Firsts = NonNullable<NonNullable<FirstViewQuery["homepage"]>["firsts"]>;

export function Firsts({ firsts }: { firsts: Firsts }) {
  const reading = useReading();
  const lang = useLang();
  const chosen = usePlace().searchParams.get("category");
  const shown = firsts.items.filter(({ categories }) => !chosen || categories.some(({ slug }) => slug === chosen));
  const filter = (slug: string | undefined, name: string | null, served: string | undefined) => (
    <button type="button" key={slug ?? ""} lang={served} aria-pressed={(chosen ?? undefined) === slug} onClick={() => setParameters({ category: slug }, { replace: true })}>
      {name}
    </button>
  );
  return (
    <Section id="firsts" of={firsts}>
      <div className="filters" role="group" aria-label={reading.words.categories}>
        {filter(undefined, firsts.allLabel, lang(firsts.translation, "allLabel"))}
        {firsts.categories.map(({ slug, name, translation }) => filter(slug, name, lang(translation, "name")))}
      </div>
      <ul className="cards" aria-live="polite">
        {shown.map((each) => (
          <li key={each.id} className="card">
            <h3 lang={lang(each.translation, "title")}>{each.title}</h3>
            {each.subtitle && <p lang={lang(each.translation, "subtitle")}>{each.subtitle}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
