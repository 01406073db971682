// A page: its reading, what stands around it, and the view of its address.
import { type ReactNode, useEffect } from "react";
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { usePlace } from "../shared/place";
import { Chrome, Homepage, everybody, person } from "./data";
import { ReadingProvider, readingOf, useReading } from "./reading";
import { Footer } from "./sections/footer";
import { Header } from "./sections/header";
import type { Site } from "./sections/menus";
import { Loading, Offline, Problem } from "./sections/states";
import { Changes } from "./views/changes";
import { Home } from "./views/home";
import { Missing } from "./views/missing";
import { Results } from "./views/results";

export function App() {
  const reading = readingOf(usePlace());
  const { lang, asOf } = reading;
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  const isToCome = asOf !== undefined && Date.parse(asOf) > Date.now();
  return (
    <Provider value={isToCome ? person : everybody}>
      <ReadingProvider reading={reading}>
        {reading.path === "/" ? <HomePage /> : <OtherPage />}
      </ReadingProvider>
    </Provider>
  );
}

function HomePage() {
  const { locale, asOf } = useReading();
  const [{ data, error }, retry] = useLive(Homepage, { locale, asOf }, { isFixed: asOf !== undefined });
  const page = data?.homepage;
  useTitle(page?.site && titleOf(page.site));
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} /> : <Loading />}</Alone>;
  return (
    <Around page={page}>
      <Changes page={page} />
      <Home page={page} />
    </Around>
  );
}

function OtherPage() {
  const { locale, asOf, path, words } = useReading();
  const [{ data, error }, retry] = useLive(Chrome, { locale, asOf }, { isFixed: asOf !== undefined });
  const page = data?.homepage;
  const isSearch = path === "/search";
  useTitle(page?.site && `${isSearch ? words.searchResults : words.notFound} ｜ ${page.site.name}`);
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} /> : <Loading />}</Alone>;
  return <Around page={page}>{isSearch ? <Results /> : <Missing />}</Around>;
}

// The title of a site's pages, or its name where that is in the language of the page and the title is not.
function titleOf({ pageTitle, name, translation }: NonNullable<Site["site"]>) {
  const others = translation.fallbackFields.map(({ field }) => field);
  const isServed = !others.includes("pageTitle") || others.includes("name");
  return (isServed && pageTitle) || name;
}

function useTitle(title: string | null | undefined) {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}

function Around({ page, children }: { page: Site; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">{page.site?.skipLink}</a>
      <Header page={page} />
      <Offline />
      <main id="main" tabIndex={-1}>{children}</main>
      <Footer page={page} />
    </>
  );
}

function Alone({ children }: { children: ReactNode }) {
  return (
    <>
      <Offline />
      <main id="main" tabIndex={-1} className="wide alone">{children}</main>
    </>
  );
}
