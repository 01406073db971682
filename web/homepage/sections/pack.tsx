// "Leads the Pack": rankings and figures.
import type { FirstViewQuery } from "../data";
import { useLang, useReading } from "../reading";

type Page = NonNullable<FirstViewQuery["homepage"]>;

export function Pack({ page: { leadsThePack, rankings, facts } }: { page: Page }) {
  const lang = useLang();
  if (!leadsThePack && !rankings && !facts) return null;
  return (
    <section id="leads-the-pack" aria-labelledby="pack-heading" className="section pack">
      <div className="wide">
        <h2 id="pack-heading" lang={leadsThePack ? lang(leadsThePack.translation, "heading") : undefined}>{leadsThePack?.heading}</h2>
        {leadsThePack?.intro && <p className="intro" lang={lang(leadsThePack.translation, "intro")}>{leadsThePack.intro}</p>}
        {rankings && <Rankings rankings={rankings} />}
        {facts && <Facts facts={facts} />}
      </div>
    </section>
  );
}

function Rankings({ rankings }: { rankings: NonNullable<Page["rankings"]> }) {
  const lang = useLang();
  return (
    <>
      <h3 lang={lang(rankings.translation, "heading")}>{rankings.heading}</h3>
      {rankings.intro && <p className="intro" lang={lang(rankings.translation, "intro")}>{rankings.intro}</p>}
      <ul className="figures">
        {rankings.items.map((each) => (
          <li key={each.id}>
            <p className="figure"># {each.rank}</p>
            <p lang={lang(each.translation, "statement")}>{each.statement}</p>
            {each.accolade && <p lang={lang(each.translation, "accolade")}>{each.accolade}</p>}
            {each.detail && <p lang={lang(each.translation, "detail")}>{each.detail}</p>}
            {each.credit && <p className="quiet" lang={lang(each.translation, "credit")}>{each.credit}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ facts }: { facts: NonNullable<Page["facts"]> }) {
  const lang = useLang();
  const reading = useReading();
  const number = new Intl.NumberFormat(reading.lang, { useGrouping: false });
  return (
    <>
      <h3 lang={lang(facts.translation, "heading")}>{facts.heading}</h3>
      <ul className="figures">
        {facts.items.map((each) => (
          <li key={each.id}>
            {each.value !== null ? (
              <p className="figure" lang={lang(each.translation, "suffix")}>
                {each.prefix}{number.format(each.value)} {each.suffix}
              </p>
            ) : (
              <p className="figure several">
                {each.ranks.map(({ rank, scope, translation }) => (
                  <span key={scope} lang={lang(translation)}># {rank} <small>{scope}</small></span>
                ))}
              </p>
            )}
            <p className="label" lang={lang(each.translation, "label")}>{each.label}</p>
            {each.detail && <p lang={lang(each.translation, "detail")}>{each.detail}</p>}
            {each.credit && <p className="quiet" lang={lang(each.translation, "credit")}>{each.credit}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
