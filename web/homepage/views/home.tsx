// The homepage: its sections in printed order.
import type { FirstViewQuery } from "../data";
import { Awards } from "../sections/awards";
import { Events } from "../sections/events";
import { Firsts } from "../sections/firsts";
import { Goals } from "../sections/goals";
import { MenuBlock, menuOf } from "../sections/menus";
import { News } from "../sections/news";
import { Pack } from "../sections/pack";
import { useLang, useReading } from "../reading";

type Page = NonNullable<FirstViewQuery["homepage"]>;

export function Home({ page }: { page: Page }) {
  const { words } = useReading();
  return (
    <>
      <div className="hero">
        <Title page={page} />
        <nav aria-label={words.onPage} className="anchors">
          <div className="wide"><MenuBlock menu={menuOf(page, "ANCHORS")} /></div>
        </nav>
      </div>
      {page.news && <News news={page.news} />}
      <Pack page={page} />
      {page.firsts && <Firsts firsts={page.firsts} />}
      {page.awards && <Awards awards={page.awards} />}
      {page.sdgs && <Goals goals={page.sdgs} />}
      {page.events && <Events events={page.events} />}
    </>
  );
}

function Title({ page: { site } }: { page: Page }) {
  const lang = useLang();
  if (!site) return null;
  return (
    <div className="hero-title wide">
      <h1 lang={lang(site.translation, "name")}>{site.name}</h1>
      {site.taglines.map(({ text, translation }) => <p key={text} lang={lang(translation)}>{text}</p>)}
    </div>
  );
}
