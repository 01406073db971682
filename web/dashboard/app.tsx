// The dashboard: what the site has, how it grew, and what is to come.
import { Provider, useQuery } from "urql";

import { dayAndTime } from "../shared/instants";
import { ComingChanges, ComingEvents } from "./coming";
import { Viewer, everybody, person } from "./data";
import { FilterBar } from "./filter-bar";
import { useFilters } from "./filters";
import { Found } from "./found";
import { ListFigures } from "./lists";
import { Overview } from "./overview";
import { Translations } from "./translations";

export function App() {
  const filters = useFilters();
  return (
    <>
      <a className="skip" href="#main">Skip to the figures</a>
      <header className="bar">
        <div className="wide row spread">
          <p className="brand"><a href="/">Sundial</a></p>
          <Provider value={person}><Person /></Provider>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="wide">
        <h1>Dashboard</h1>
        <p className="quiet">{filters.asOf ? `As of ${dayAndTime(filters.asOf, "en-GB")}` : "As of now, and kept current"}</p>
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
  const [{ data }] = useQuery({ query: Viewer });
  const links = <a href="/graphql">GraphiQL</a>;
  if (!data) return null;
  return data.viewer ? (
    <form method="post" action="/sign-out" className="row">
      {links} <span>{data.viewer.name}</span>
      <input type="hidden" name="to" value="/dashboard" />
      <button type="submit">Sign out</button>
    </form>
  ) : (
    <p className="row">{links} <SignIn /></p>
  );
}

function SignIn() {
  return <a href={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`}>Sign in</a>;
}

// What only those see who have the rights: nobody asks for what would be refused.
function Editors({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const [{ data }] = useQuery({ query: Viewer });
  if (!data) return null;
  const { mayPreview = false, mayReadDrafts = false } = data.viewer ?? {};
  return (
    <>
      {mayPreview && <ComingChanges />}
      {mayReadDrafts && <Translations filters={filters} />}
      {!mayPreview && !mayReadDrafts && (
        <section className="card whole" aria-labelledby="editors">
          <header><h2 id="editors">For editors</h2></header>
          <p>What goes live and ends in the coming weeks, and which texts are missing or stale, is shown to those who may see it. <SignIn /></p>
        </section>
      )}
    </>
  );
}
