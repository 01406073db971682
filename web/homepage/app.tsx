// A page: its reading, what stands around it, and the view of its address.
import { type ReactNode, Suspense, lazy, useEffect, useState } from "react";
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { usePlace } from "../shared/place";
import { Chrome, type ChromeQuery, FirstView, everybody, person } from "./data";
import { ReadingProvider, readingOf, useReading } from "./reading";
import { Alerts } from "./sections/alerts";
import { Footer } from "./sections/footer";
import { Header } from "./sections/header";
import type { Alternate } from "./sections/languages";
import type { Site } from "./sections/menus";
import { Loading, Offline, Problem } from "./sections/states";
import { useTitle } from "./title";
import type { Addressed } from "./views/entry-page";
import { Home } from "./views/home";

// What the homepage does without is loaded when it is opened.
const Results = lazy(() => import("./views/results"));
const Changes = lazy(() => import("./views/changes"));
const EntryPage = lazy(() => import("./views/entry-page"));

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
  const [{ data, error }, retry] = useLive(FirstView, { locale, asOf }, { isFixed: asOf !== undefined });
  const page = data?.homepage;
  const isCompared = usePlace().searchParams.has("since");
  useTitle(page?.site && titleOf(page.site));
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} isPage /> : <Loading />}</Alone>;
  return (
    <Around page={page} alerts={data.alerts} entryId={page.site?.entryId}>
      {isCompared && <Suspense fallback={<Loading />}><Changes page={page} /></Suspense>}
      <Home page={page} />
    </Around>
  );
}

function OtherPage() {
  const { locale, asOf, path, words } = useReading();
  const { pathname } = usePlace();
  const isSearch = path === "/search";
  const [{ data, error }, retry] = useLive(Chrome, { locale, asOf }, { isFixed: asOf !== undefined });
  const [entry, setEntry] = useState<Addressed>();
  const page = data?.homepage;
  const there = entry?.path === pathname ? entry : undefined;
  useTitle(isSearch && page?.site && `${words.searchResults} ｜ ${page.site.name}`);
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} isPage /> : <Loading />}</Alone>;
  return (
    <Around page={page} alerts={data.alerts} entryId={there?.entryId} alternates={there?.alternates}>
      <Suspense fallback={<Loading />}>{isSearch ? <Results /> : <EntryPage site={page.site?.name} shows={setEntry} />}</Suspense>
    </Around>
  );
}

// The title of a site's pages, or its name where that is in the language of the page and the title is not.
function titleOf({ pageTitle, name, translation }: NonNullable<Site["site"]>) {
  const others = translation.fallbackFields.map(({ field }) => field);
  const isServed = !others.includes("pageTitle") || others.includes("name");
  return (isServed && pageTitle) || name;
}

interface Surrounded {
  page: Site;
  alerts: ChromeQuery["alerts"];
  // The entry whose page it is, where it is one's.
  entryId: string | undefined;
  alternates?: Alternate[] | undefined;
  children: ReactNode;
}

function Around({ page, alerts, entryId, alternates, children }: Surrounded) {
  return (
    <>
      <a className="skip" href="#main">{page.site?.skipLink}</a>
      <Alerts alerts={alerts?.nodes ?? []} entryId={entryId} />
      <Header page={page} alternates={alternates} />
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
