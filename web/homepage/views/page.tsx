// The page of an entry, of whatever type.
import type { ReactNode } from "react";

import { day, span } from "../../shared/instants";
import type { PageQuery } from "../generated/graphql";
import { inkOn } from "../ink";
import { pathOf } from "../paths";
import { link, useLang, useReading } from "../reading";
import { EventList } from "../sections/events";

type Route = NonNullable<PageQuery["route"]>;
type Entry = NonNullable<Route["entry"]>;
type Of<Name extends Entry["__typename"]> = Extract<Entry, { __typename: Name }>;

export default function Page({ route, entry }: { route: Route; entry: Entry }) {
  return (
    <article className="wide page">
      <Breadcrumbs crumbs={route.breadcrumbs} />
      <Body entry={entry} />
    </article>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: Route["breadcrumbs"] }) {
  const reading = useReading();
  return (
    <nav aria-label={reading.words.breadcrumbs} className="breadcrumbs">
      <ol>
        {crumbs.map(({ title, path }, index) => (
          <li key={index}>
            {path && index < crumbs.length - 1 ? <a href={link(path, reading)}>{title}</a> : <span aria-current="page">{title}</span>}
          </li>
        ))}
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
    case "Page": return <PageOfTexts page={entry} />;
    default: return null;
  }
}

function Heading({ entry, field, children }: { entry: Entry; field: string; children: ReactNode }) {
  const lang = useLang();
  return <h1 lang={lang(entry.translation, field)}>{children}</h1>;
}

function Story({ story }: { story: Of<"NewsStory"> }) {
  const { lang, words } = useReading();
  const langOf = useLang();
  return (
    <>
      <p className="kicker" lang={langOf(story.translation, "category")}>{story.category}</p>
      <Heading entry={story} field="title">{story.title}</Heading>
      <p className="quiet">
        <time dateTime={story.publishedOn}>{day(story.publishedOn, lang)}</time>
        {story.body && ` · ${words.minutes(story.body.readingMinutes)}`}
      </p>
      {story.summary && <p className="intro" lang={langOf(story.translation, "summary")}>{story.summary}</p>}
      {/* The API's HTML is safe to be put into a page as it is. */}
      {story.body && <div className="prose" lang={story.body.lang} dangerouslySetInnerHTML={{ __html: story.body.html }} />}
      <Links title={words.authors} entries={story.authors} />
      <Linked of={story} />
    </>
  );
}

function EventPage({ event }: { event: Of<"Event"> }) {
  const { lang, words } = useReading();
  const { place, registration, status, translation } = event;
  const langOf = useLang();
  return (
    <>
      <p className="kicker" lang={langOf(event.translation, "category")}>{event.category}</p>
      <Heading entry={event} field="title">{event.title}</Heading>
      <p><time dateTime={event.startsAt}>{span(event.startsAt, event.endsAt, lang, event.isAllDay)}</time></p>
      {status !== "SCHEDULED" && (
        <p><strong>{words.status[status]}</strong> <span lang={langOf(translation, "statusNote")}>{event.statusNote}</span></p>
      )}
      {place ? <PlaceLink place={place} /> : event.venue && <p lang={langOf(translation, "venue")}>{event.venue}</p>}
      {event.organiser && <p className="quiet" lang={langOf(translation, "organiser")}>{event.organiser}</p>}
      {event.summary && <p className="intro" lang={langOf(translation, "summary")}>{event.summary}</p>}
      {registration?.isOpen && registration.url && <p><a href={registration.url}>{words.register}</a></p>}
      {event.onlineUrl && <p><a href={event.onlineUrl}>{words.online}</a></p>}
      <Links title={words.speakers} entries={event.speakers} />
      <Linked of={event} />
    </>
  );
}

function School({ school }: { school: Of<"School"> }) {
  const { words } = useReading();
  return (
    <>
      <Heading entry={school} field="name">{school.name}</Heading>
      <p className="quiet">{[school.abbreviation, school.standing, school.founded].filter(Boolean).join(" · ")}</p>
      <Links title={words.stories} entries={school.newsStories.nodes} />
      <ComingEvents events={school.events.nodes} />
      <Links title={words.departments} entries={school.departments.nodes} />
      <Links title={words.programs} entries={school.programs.nodes} />
      <Links title={words.awards} entries={school.awards.nodes} />
    </>
  );
}

function Department({ department }: { department: Of<"Department"> }) {
  const { words } = useReading();
  return (
    <>
      <Heading entry={department} field="name">{department.name}</Heading>
      <p className="quiet">{[department.code, department.founded].filter(Boolean).join(" · ")}</p>
      {department.school && <Links title={words.schools} entries={[department.school]} />}
      <Links title={words.programs} entries={department.programs.nodes} />
    </>
  );
}

function Program({ program }: { program: Of<"Program"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <>
      <Heading entry={program} field="name">{program.name}</Heading>
      <dl>
        {program.degrees.length > 0 && (
          <>
            <dt>{words.degree}</dt>
            <dd>{program.degrees.map(({ id, name, abbreviation, translation }) => <p key={id} lang={langOf(translation)}>{name ?? abbreviation}</p>)}</dd>
          </>
        )}
        {program.jupasCode && <><dt>{words.code}</dt><dd>{program.jupasCode}</dd></>}
        {program.durationYears && <><dt>{words.duration}</dt><dd>{words.years(program.durationYears)}</dd></>}
        {program.isJoint && <><dt>{words.joint}</dt><dd lang={langOf(program.translation, "partner")}>{program.partner ?? "✓"}</dd></>}
      </dl>
      <Links title={words.departments} entries={program.offeredBy} />
      <Linked of={program} />
    </>
  );
}

function Award({ award }: { award: Of<"Award"> }) {
  const langOf = useLang();
  return (
    <>
      <Heading entry={award} field={award.title ? "title" : "award"}>{award.title ?? award.award}</Heading>
      <ul className="people">
        {award.recipients.map(({ name, post, translation }) => (
          <li key={name} lang={langOf(translation)}>{name}{post && <span className="quiet"> {post}</span>}</li>
        ))}
      </ul>
      {award.affiliation && <p className="quiet" lang={langOf(award.translation, "affiliation")}>{award.affiliation}</p>}
      {award.title && <p lang={langOf(award.translation, "award")}>{award.award}</p>}
      <Linked of={award} />
    </>
  );
}

function Goal({ goal }: { goal: Of<"SustainableDevelopmentGoal"> }) {
  const { words } = useReading();
  return (
    <>
      <p className="goal-number" style={{ background: goal.color, color: inkOn(goal.color) }}>{goal.number}</p>
      <Heading entry={goal} field="name">{goal.name}</Heading>
      <Links title={words.stories} entries={goal.newsStories.nodes} />
      <ComingEvents events={goal.events.nodes} />
      <Links title={words.programs} entries={goal.programs.nodes} />
      <Links title={words.awards} entries={goal.awards.nodes} />
    </>
  );
}

function Person({ person }: { person: Of<"Person"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <>
      <Heading entry={person} field="name">{[person.honorific, person.name].filter(Boolean).join(" ")}</Heading>
      <ul>{person.roles.map(({ title, translation }) => <li key={title} lang={langOf(translation)}>{title}</li>)}</ul>
      {person.email && <p><a href={`mailto:${person.email}`}>{person.email}</a></p>}
      {person.phone && <p><a href={`tel:${person.phone.replace(/[^+\d]/g, "")}`}>{person.phone}</a></p>}
      {person.office && <PlaceLink place={person.office} />}
      <Links title={words.stories} entries={person.newsStories.nodes} />
      <ComingEvents events={person.events.nodes} />
    </>
  );
}

function Place({ place }: { place: Of<"Place"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <>
      <Heading entry={place} field="name">{place.name}</Heading>
      {place.address && <p lang={langOf(place.translation, "address")}>{place.address}</p>}
      {place.mapUrl && <p><a href={place.mapUrl}>{words.map}</a></p>}
      {place.partOf && <PlaceLink place={place.partOf} />}
      <ComingEvents events={place.events.nodes} />
      <Links title={words.places} entries={place.parts.nodes} />
    </>
  );
}

function PageOfTexts({ page }: { page: Of<"Page"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <>
      <Heading entry={page} field="title">{page.title}</Heading>
      {page.summary && <p className="intro" lang={langOf(page.translation, "summary")}>{page.summary}</p>}
      {page.blocks.map((block) => <Block key={block.key} block={block} />)}
      <Links title={words.pages} entries={page.children.nodes} />
    </>
  );
}

// A part of a page. Parts of further kinds show their headings.
function Block({ block }: { block: Of<"Page">["blocks"][number] }) {
  const reading = useReading();
  const lang = useLang()("translation" in block ? block.translation : { lang: null });
  return (
    <section id={block.anchor ?? undefined} lang={lang} className="prose related">
      {block.heading && <h2>{block.heading}</h2>}
      {"text" in block && block.text && <div lang={block.text.lang} dangerouslySetInnerHTML={{ __html: block.text.html }} />}
      {"quote" in block && <blockquote><p>{block.quote}</p><p className="quiet">{block.attribution}</p></blockquote>}
      {"statement" in block && <><p className="intro">{block.statement}</p><p>{block.note}</p></>}
      {"words" in block && <p>{block.words} <a href={pathOf(block, reading) ?? block.url ?? undefined}>{block.label}</a></p>}
    </section>
  );
}

function PlaceLink({ place }: { place: Named }) {
  const reading = useReading();
  const lang = useLang()(place.translation);
  return <p lang={lang}><a href={pathOf(place, reading)}>{place.name}</a></p>;
}

function ComingEvents({ events }: { events: Of<"School">["events"]["nodes"] }) {
  const { words } = useReading();
  if (!events.length) return null;
  return <section className="related"><h2>{words.events}</h2><EventList events={events} level={3} /></section>;
}

interface Named {
  id: string;
  path?: string | null;
  title?: string | null;
  name?: string | null;
  award?: string | null;
  number?: number;
  publishedOn?: string;
  translation: { lang: string | null };
}

// The schools, goals and topics of an entry.
function Linked({ of: { schools, sdgs, tags } }: { of: { schools: Named[]; sdgs: Named[]; tags: Named[] } }) {
  const { words } = useReading();
  return (
    <>
      <Links title={words.schools} entries={schools} />
      <Links title={words.goals} entries={sdgs} />
      <Links title={words.topics} entries={tags} />
    </>
  );
}

function Links({ title, entries }: { title: string; entries: Named[] }) {
  const reading = useReading();
  const langOf = useLang();
  if (!entries.length) return null;
  return (
    <section className="related">
      <h2>{title}</h2>
      <ul>
        {entries.map((each) => {
          const name = each.title ?? each.name ?? each.award;
          const path = pathOf(each, reading);
          return (
            <li key={each.id} lang={langOf(each.translation)}>
              {each.number && `${each.number}. `}
              {path ? <a href={path}>{name}</a> : name}
              {each.publishedOn && <span className="quiet" lang={reading.lang}> {day(each.publishedOn, reading.lang)}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
