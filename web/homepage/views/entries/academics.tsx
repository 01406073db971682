// Schools, departments, programs, awards and goals.
import type { ReactNode } from "react";

import { inkOn } from "../../ink";
import { useLang, useReading } from "../../reading";
import { Columns, ComingEvents, Heading, Linked, Links, type Of } from "./parts";

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (!known.length) return null;
  return <dl>{known.map(([name, value]) => <div key={name} className="fact"><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

export function School({ school }: { school: Of<"School"> }) {
  const { words } = useReading();
  const lang = useLang();
  return (
    <>
      <p className="kicker" lang={lang(school.translation, "abbreviation")}>{school.abbreviation}</p>
      <Heading entry={school} field="name">{school.name}</Heading>
      {school.standing && <p className="notice" lang={lang(school.translation, "status")}>{school.standing}</p>}
      <Facts facts={[[words.founded, school.founded]]} />
      <Links title={words.stories} entries={school.newsStories.nodes} />
      <ComingEvents events={school.events.nodes} />
      <Links title={words.departments} entries={school.departments.nodes} />
      <Links title={words.programs} entries={school.programs.nodes} />
      <Links title={words.awards} entries={school.awards.nodes} />
    </>
  );
}

export function Department({ department }: { department: Of<"Department"> }) {
  const { words } = useReading();
  return (
    <Columns aside={department.school && <Links title={words.schools} entries={[department.school]} />}>
      <p className="kicker">{department.code}</p>
      <Heading entry={department} field="name">{department.name}</Heading>
      <Facts facts={[[words.founded, department.founded]]} />
      <Links title={words.programs} entries={department.programs.nodes} />
    </Columns>
  );
}

export function Program({ program }: { program: Of<"Program"> }) {
  const { words } = useReading();
  const langOf = useLang();
  const degrees = program.degrees.map(({ id, name, abbreviation, translation }) => <p key={id} lang={langOf(translation)}>{name ?? abbreviation}</p>);
  return (
    <Columns aside={<><Links title={words.departments} entries={program.offeredBy} /><Linked of={program} /></>}>
      <p className="kicker">{program.code}</p>
      <Heading entry={program} field="name">{program.name}</Heading>
      <Facts
        facts={[
          [words.level, program.level && words.levelsOfStudy[program.level]],
          [words.degree, degrees.length ? degrees : null],
          [words.code, program.jupasCode],
          [words.duration, program.durationYears && words.years(program.durationYears)],
          [words.joint, program.isJoint ? <span lang={langOf(program.translation, "partner")}>{program.partner ?? words.yes}</span> : null],
        ]}
      />
    </Columns>
  );
}

export function Award({ award }: { award: Of<"Award"> }) {
  const langOf = useLang();
  return (
    <Columns aside={<Linked of={award} />}>
      <Heading entry={award} field={award.title ? "title" : "award"}>{award.title ?? award.award}</Heading>
      {award.title && <p className="intro" lang={langOf(award.translation, "award")}>{award.award}</p>}
      <ul className="people">
        {award.recipients.map(({ name, post, translation }) => (
          <li key={name} lang={langOf(translation)}>{name}{post && <span className="quiet"> {post}</span>}</li>
        ))}
      </ul>
      {award.affiliation && <p className="quiet" lang={langOf(award.translation, "affiliation")}>{award.affiliation}</p>}
    </Columns>
  );
}

export function Goal({ goal }: { goal: Of<"SustainableDevelopmentGoal"> }) {
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
