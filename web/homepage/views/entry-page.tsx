// What an address leads to: the page of an entry, another address, or nothing.
import { Suspense, lazy, useEffect } from "react";

import { useLive } from "../../shared/live";
import { navigate, usePlace } from "../../shared/place";
import { Page, type PageQuery } from "../later";
import { useReading } from "../reading";
import type { Alternate } from "../sections/languages";
import { Loading, Problem } from "../sections/states";
import { useTitle } from "../title";
import { Missing } from "./missing";
import EntryView from "./page";

const PageChanges = lazy(() => import("./page-changes"));

// What stands around a page has to know of its entry: alerts that are for it, and where it is in other languages.
export interface Addressed {
  path: string;
  entryId: string | undefined;
  alternates: Alternate[] | undefined;
}

interface Shown {
  site: string | null | undefined;
  shows: (entry: Addressed) => void;
}

export default function EntryPage({ site, shows }: Shown) {
  const { words, asOf } = useReading();
  const { pathname, search, searchParams } = usePlace();
  const [{ data, error, fetching }, retry] = useLive(Page, { path: pathname, asOf }, { isFixed: asOf !== undefined, changesAt: openingOrClosing });
  const route = data?.route;
  const { location, status } = route ?? {};
  const title = route?.entry ? route.breadcrumbs.at(-1)?.title : status === 410 ? words.gone : words.notFound;
  useTitle(data && title && `${title} ｜ ${site}`);
  useEffect(() => {
    shows({ path: pathname, entryId: route?.entry?.entryId, alternates: route?.alternates });
  }, [shows, pathname, route]);
  useEffect(() => {
    if (location) navigate(location + search, { replace: true });
  }, [location, search]);
  if (!data) return error ? <div className="wide"><Problem error={error} retry={retry} isPage /></div> : fetching ? <Loading /> : null;
  if (location) return <Loading />;
  if (!route?.entry) return <Missing isGone={status === 410} />;
  return (
    <>
      {searchParams.has("since") && <Suspense fallback={<Loading />}><PageChanges route={route} /></Suspense>}
      <EntryView route={route} entry={route.entry} />
    </>
  );
}

// When what a page says of opening hours ends.
function openingOrClosing({ route }: PageQuery) {
  return route?.entry?.__typename === "Place" ? route.entry.opensOrClosesAt : undefined;
}
