// The page of an entry, of whatever type.
import { link, useLang, useReading } from "../reading";
import { Award, Department, Goal, Program, School } from "./entries/academics";
import { EventPage } from "./entries/event";
import { PageOfBlocks } from "./entries/blocks";
import { Person, Place } from "./entries/people";
import type { Entry, Route } from "./entries/parts";
import { Story } from "./entries/story";

export default function Page({ route, entry }: { route: Route; entry: Entry }) {
  return (
    <article className="wide page">
      <Breadcrumbs crumbs={route.breadcrumbs} entry={entry} />
      <Body entry={entry} />
    </article>
  );
}

function Breadcrumbs({ crumbs, entry }: { crumbs: Route["breadcrumbs"]; entry: Entry }) {
  const reading = useReading();
  const lang = useLang();
  return (
    <nav aria-label={reading.words.breadcrumbs} className="breadcrumbs">
      <ol>
        {crumbs.map(({ title, path, entry: of }, index) => {
          const isLast = index === crumbs.length - 1;
          const other = lang((isLast ? entry : of)?.translation ?? { lang: null }, "title" in entry ? "title" : "name");
          return (
            <li key={index} lang={other}>
              {path && !isLast ? <a href={link(path, reading)}>{title}</a> : <span aria-current="page">{title}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Body({ entry }: { entry: Entry }) {
  switch (entry.__typename) {
    case "NewsStory": return <Story story={entry} />;
    case "Event": return <EventPage event={entry} />;
    case "School": return <School school={entry} />;
    case "Department": return <Department department={entry} />;
    case "Program": return <Program program={entry} />;
    case "Award": return <Award award={entry} />;
    case "SustainableDevelopmentGoal": return <Goal goal={entry} />;
    case "Person": return <Person person={entry} />;
    case "Place": return <Place place={entry} />;
    case "Page": return <PageOfBlocks page={entry} />;
    default: return null;
  }
}
