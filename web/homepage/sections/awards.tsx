// Awards and recognitions.
import type { FirstViewQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Section } from "./section";

type Awards = NonNullable<NonNullable<FirstViewQuery["homepage"]>["awards"]>;

export function Awards({ awards }: { awards: Awards }) {
  const reading = useReading();
  const lang = useLang();
  return (
    <Section id="awards" of={awards}>
      <ul className="cards">
        {awards.items.map((each) => (
          <li key={each.id} className="card">
            {each.title && (
              <h3 lang={lang(each.translation, "title")}>
                <a href={pathOf(each, reading)}>{each.title}</a>
              </h3>
            )}
            <ul className="people">
              {each.recipients.map(({ name, post, translation }) => (
                <li key={name} lang={lang(translation)}>
                  {name}
                  {post && <span className="quiet"> {post}</span>}
                </li>
              ))}
            </ul>
            {each.affiliation && <p className="quiet" lang={lang(each.translation, "affiliation")}>{each.affiliation}</p>}
            <p lang={lang(each.translation, "award")}>
              {each.title ? each.award : <a href={pathOf(each, reading)}>{each.award}</a>}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
