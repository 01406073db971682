// Schools by goals: how many entries of the list have both, as a table whose cells are the darker the more there are.
import { useId } from "react";

import type { List } from "./data";
import { useWords } from "./words";

type Pairs = NonNullable<List["schoolsByGoals"]>["nodes"];
type Key = Pairs[number]["keys"][number];

export function Heat({ pairs, csv }: { pairs: Pairs; csv: string }) {
  const id = useId();
  const words = useWords();
  const known = pairs.filter(({ keys }) => keys.every(({ value }) => value !== null));
  const schools = distinct(known.map(({ keys }) => keys[0]!));
  const goals = distinct(known.map(({ keys }) => keys[1]!)).sort((one, other) => numberOf(one) - numberOf(other));
  const counts = new Map(known.map(({ keys, count }) => [`${keys[0]!.value} ${keys[1]!.value}`, count]));
  const most = Math.max(1, ...counts.values());
  return (
    <section className="card figure whole" aria-labelledby={id}>
      <header>
        <h2 id={id}>{words.schoolsByGoals}</h2>
        <a href={csv} download aria-label={`CSV: ${words.schoolsByGoals}`}>CSV</a>
      </header>
      {!known.length ? <p className="quiet">{words.nothing}</p> : (
        <div className="scrolls" tabIndex={0} role="group" aria-labelledby={id}>
          <table className="heat">
            <thead>
              <tr>
                <td />
                {goals.map((goal) => (
                  <th key={goal.value} scope="col" title={goal.label ?? undefined}>
                    {numberOf(goal)}<span className="unseen"> {goal.label}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {schools.map((school) => (
                <tr key={school.value}>
                  <th scope="row">{school.entry?.path ? <a href={school.entry.path}>{school.label}</a> : school.label}</th>
                  {goals.map((goal) => {
                    const count = counts.get(`${school.value} ${goal.value}`) ?? 0;
                    return <td key={goal.value} className={`heat-${Math.ceil((count / most) * 4)}`}>{count || ""}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const distinct = (keys: Key[]) => [...new Map(keys.map((key) => [key.value, key])).values()];

const numberOf = ({ entry }: Key) => (entry && "number" in entry ? entry.number : 0);
