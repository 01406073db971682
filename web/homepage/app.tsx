// A page: its reading, what stands around it, and the view of its address.
import { type ReactNode, Suspense, lazy, useEffect } from "react";
import { Provider, type UseQueryState } from "urql";

import { useLive } from "../shared/live";
import { navigate, usePlace } from "../shared/place";
import { Chrome, Homepage, Page, type PageQuery, everybody, person } from "./data";
import { ReadingProvider, readingOf, useReading } from "./reading";
import { Footer } from "./sections/footer";
import { Header } from "./sections/header";
import type { Alternate } from "./sections/languages";
import type { Site } from "./sections/menus";
import { Loading, Offline, Problem } from "./sections/states";
import { Home } from "./views/home";
import { Missing } from "./views/missing";

// What the homepage does without is loaded when it is opened.
const Results = lazy(() => import("./views/results"));
const Changes = lazy(() => import("./views/changes"));
const PageChanges = lazy(() => import("./views/page-changes"));
const EntryView = lazy(() => import("./views/page"));

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
  const isCompared = usePlace().searchParams.has("since");
  useTitle(page?.site && titleOf(page.site));
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} isPage /> : <Loading />}</Alone>;
  return (
    <Around page={page}>
      {isCompared && <Suspense fallback={<Loading />}><Changes page={page} /></Suspense>}
      <Home page={page} />
    </Around>
  );
}

function OtherPage() {
  const { locale, asOf, path, words } = useReading();
  const { pathname } = usePlace();
  const isSearch = path === "/search";
  const isFixed = asOf !== undefined;
  const [{ data, error }, retry] = useLive(Chrome, { locale, asOf }, { isFixed });
  const [shown, again] = useLive(Page, { path: pathname, asOf }, { isFixed, pause: isSearch });
  const page = data?.homepage;
  useTitle(isSearch && page?.site && `${words.searchResults} ｜ ${page.site.name}`);
  if (!page) return <Alone>{error ? <Problem error={error} retry={retry} isPage /> : <Loading />}</Alone>;
  const entryPage = <EntryPage site={page.site?.name} shown={shown} retry={again} />;
  return (
    <Around page={page} alternates={isSearch ? undefined : shown.data?.route?.alternates}>
      <Suspense fallback={<Loading />}>{isSearch ? <Results /> : entryPage}</Suspense>
    </Around>
  );
}

interface Shown {
  site: string | null | undefined;
  shown: UseQueryState<PageQuery>;
  retry: () => void;
}

// What the address leads to: a page, another address, or nothing.
function EntryPage({ site, shown: { data, error, fetching }, retry }: Shown) {
  const { words } = useReading();
  const { search, searchParams } = usePlace();
  const route = data?.route;
  const { location, status } = route ?? {};
  const title = route?.entry ? route.breadcrumbs.at(-1)?.title : status === 410 ? words.gone : words.notFound;
  useTitle(data && title && `${title} ｜ ${site}`);
  useEffect(() => {
    if (location) navigate(location + search, { replace: true });
  }, [location, search]);
  if (!data) return error ? <div className="wide"><Problem error={error} retry={retry} isPage /></div> : fetching ? <Loading /> : null;
  if (location) return <Loading />;
  if (!route?.entry) return <Missing isGone={status === 410} />;
  return (
    <>
      {searchParams.has("since") && <PageChanges route={route} />}
      <EntryView route={route} entry={route.entry} />
    </>
  );
}

// The title of a site's pages, or its name where that is in the language of the page and the title is not.
function titleOf({ pageTitle, name, translation }: NonNullable<Site["site"]>) {
  const others = translation.fallbackFields.map(({ field }) => field);
  const isServed = !others.includes("pageTitle") || others.includes("name");
  return (isServed && pageTitle) || name;
}

function useTitle(title: string | false | null | undefined) {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}

function Around({ page, alternates, children }: { page: Site; alternates?: Alternate[] | undefined; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">{page.site?.skipLink}</a>
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
