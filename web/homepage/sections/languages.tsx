// The same page in another language.
import { opening } from "../../shared/opening";
import { homeOf, link, useReading } from "../reading";
import type { Site } from "./menus";

// Where an entry's page is in a language in which it has a name; others read it in one that it has.
export interface Alternate {
  locale: string;
  path: string;
}

export function Languages({ page: { site }, alternates = [] }: { page: Site; alternates?: Alternate[] | undefined }) {
  const reading = useReading();
  return (
    <nav aria-label={reading.words.language} className="languages">
      <ul>
        {site?.languages.map(({ lang: tag, label }) => {
          const language = opening.languages.find((each) => each.lang === tag);
          if (!language) return null;
          const known = alternates.find(({ locale }) => locale === language.locale)?.path;
          const path = known ?? (reading.path === "/" ? homeOf(language) : language.prefix + reading.path);
          return (
            <li key={tag}>
              <a href={link(path + queryOfPage(), reading)} lang={tag} hrefLang={tag} aria-current={tag === reading.lang || undefined}>
                {label}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

// What the address says beside the instant.
function queryOfPage() {
  const parameters = new URLSearchParams(location.search);
  parameters.delete("at");
  return parameters.size ? `?${parameters}` : "";
}
