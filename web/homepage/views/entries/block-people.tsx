// Blocks of people: those who are listed, and whom to ask.
import { pathOf } from "../../paths";
import { useLang, useReading } from "../../reading";
import type { Kind } from "./blocks";
import { NamedLink } from "./parts";
import { callOf } from "./people";

type Listed = Kind<"PeopleBlock">["people"][number];

export function PeopleBlock({ block }: { block: Kind<"PeopleBlock"> }) {
  return (
    <ul className="people">
      {block.people.map((each, index) => <Person key={index} listed={each} />)}
    </ul>
  );
}

function Person({ listed: { person, note, translation } }: { listed: Listed }) {
  const langOf = useLang();
  const reading = useReading();
  if (!person) return null; // who is not public is not listed
  const name = [person.honorific, person.name].filter(Boolean).join(" ");
  return (
    <li>
      <p lang={langOf(person.translation)}><a href={pathOf(person, reading)}>{name}</a></p>
      {note ? (
        <p className="quiet" lang={langOf(translation, "note")}>{note}</p>
      ) : (
        person.roles.map((role) => <p key={role.title} className="quiet" lang={langOf(role.translation)}>{role.title}</p>)
      )}
    </li>
  );
}

export function ContactBlock({ block: { label, person, place, email, phone, url, translation } }: { block: Kind<"ContactBlock"> }) {
  const langOf = useLang();
  return (
    <address>
      {label && <p lang={langOf(translation, "label")}><strong>{label}</strong></p>}
      {person && <p><NamedLink entry={person} /></p>}
      {place && <p><NamedLink entry={place} /></p>}
      {email && <p><a href={`mailto:${email}`}>{email}</a></p>}
      {phone && <p><a href={callOf(phone)}>{phone}</a></p>}
      {url && <p><a href={url}>{url}</a></p>}
    </address>
  );
}
