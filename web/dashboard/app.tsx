// The dashboard: what the site has, how it grew, and what is to come.
import { useEffect } from "react";
import { Provider, useQuery } from "urql";

import { dayAndTime } from "../shared/instants";
import { ComingChanges, ComingEvents } from "./coming";
import { Viewer, everybody, person } from "./data";
import { DraftAges } from "./drafts";
import { FilterBar } from "./filter-bar";
import { useFilters } from "./filters";
import { Found } from "./found";
import { ListFigures } from "./lists";
import { Overview } from "./overview";
import { Translations } from "./translations";
import { Spoken, useLang, useWords, wordsIn } from "./words";

export function App() {
  const filters = useFilters();
  const spoken = wordsIn(filters.lang);
  useEffect(() => {
    document.documentElement.lang = spoken.lang;
    document.title = `Sundial: ${spoken.words.title}`;
  }, [spoken.lang, spoken.words]);
  return <Spoken value={spoken}><Page filters={filters} /></Spoken>;
}

function Page({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const words = useWords();
  const lang = useLang();
  return (
    <>
      <a className="skip" href="#main">{words.skip}</a>
      <header className="bar">
        <div className="wide row spread">
          <p className="brand"><a href="/">Sundial</a></p>
          <Provider value={person}><Person /></Provider>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="wide">
        <h1>{words.title}</h1>
        <p className="quiet">{filters.asOf ? words.asOf(dayAndTime(filters.asOf, lang)) : words.asOfNow}</p>
        <Provider value={everybody}><FilterBar filters={filters} /></Provider>
        <div className="grid">
          <Found filters={filters} />
          <Overview filters={filters} />
          <ComingEvents filters={filters} />
          <ListFigures filters={filters} />
          <Provider value={person}><Editors filters={filters} /></Provider>
        </div>
      </main>
    </>
  );
}

function Person() {
  const words = useWords();
  const [{ data }] = useQuery({ query: Viewer });
  const links = <a href="/graphql">GraphiQL</a>;
  if (!data) return null;
  return data.viewer ? (
    <form method="post" action="/sign-out" className="row">
      {links} <span>{data.viewer.name}</span>
      <input type="hidden" name="to" value="/dashboard" />
      <button type="submit">{words.signOut}</button>
    </form>
  ) : (
    <p className="row">{links} <SignIn /></p>
  );
}

function SignIn() {
  const { signIn } = useWords();
  return <a href={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`}>{signIn}</a>;
}

// What only those see who have the rights: nobody asks for what would be refused.
function Editors({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const words = useWords();
  const [{ data }] = useQuery({ query: Viewer });
  if (!data) return null;
  const { mayPreview = false, mayReadDrafts = false } = data.viewer ?? {};
  return (
    <>
      {mayPreview && <ComingChanges />}
      {mayReadDrafts && <DraftAges />}
      {mayReadDrafts && <Translations filters={filters} />}
      {!mayPreview && !mayReadDrafts && (
        <section className="card whole" aria-labelledby="editors">
          <header><h2 id="editors">{words.forEditors}</h2></header>
          <p>{words.forEditorsText} <SignIn /></p>
        </section>
      )}
    </>
  );
}
