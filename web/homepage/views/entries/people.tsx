// People and places.
import { useLang, useReading } from "../../reading";
import { Prose } from "../../sections/prose";
import { Hours } from "./hours";
import { Columns, ComingEvents, Heading, Links, NamedLink, type Of } from "./parts";

export const callOf = (phone: string) => `tel:${phone.replace(/[^+\d]/g, "")}`;

export function Person({ person }: { person: Of<"Person"> }) {
  const { words } = useReading();
  const langOf = useLang();
  const aside = (
    <>
      <Links title={words.schools} entries={person.schools} />
      <Links title={words.departments} entries={person.worksIn} />
    </>
  );
  return (
    <Columns aside={aside}>
      <Heading entry={person} field="name">{[person.honorific, person.name].filter(Boolean).join(" ")}</Heading>
      <ul className="intro">{person.roles.map(({ title, since, until, translation }) => (
          <li key={title} lang={langOf(translation)}>{title}{(since || until) && <span className="quiet"> {since?.slice(0, 4)}–{until?.slice(0, 4)}</span>}</li>
        ))}</ul>
      <Prose of={person.biography} />
      {person.email && <p><a href={`mailto:${person.email}`}>{person.email}</a></p>}
      {person.phone && <p><a href={callOf(person.phone)}>{person.phone}</a></p>}
      {person.office && <p><NamedLink entry={person.office} /></p>}
      {person.links.map(({ label, url, translation }) => <p key={url}><a href={url} lang={langOf(translation)}>{label ?? url}</a></p>)}
      <Links title={words.stories} entries={person.newsStories.nodes} />
      <ComingEvents events={person.events.nodes} />
    </Columns>
  );
}

export function Place({ place }: { place: Of<"Place"> }) {
  const { words } = useReading();
  const langOf = useLang();
  return (
    <Columns aside={<><Links title={words.partOf} entries={place.partOf ? [place.partOf] : []} /><Links title={words.places} entries={place.parts.nodes} /></>}>
      <Heading entry={place} field="name">{place.name}</Heading>
      {place.address && <p className="intro" lang={langOf(place.translation, "address")}>{place.address}</p>}
      {place.mapUrl && <p><a href={place.mapUrl}>{words.map}</a></p>}
      <Hours place={place} />
      <Prose of={place.accessibility} />
      <ComingEvents events={place.events.nodes} />
    </Columns>
  );
}
