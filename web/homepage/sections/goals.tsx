// The Sustainable Development Goals.
import type { FirstViewQuery } from "../data";
import { inkOn } from "../ink";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Section } from "./section";

type Goals = NonNullable<NonNullable<FirstViewQuery["homepage"]>["sdgs"]>;

export function Goals({ goals }: { goals: Goals }) {
  const reading = useReading();
  const lang = useLang();
  return (
    <Section id="sdgs" of={goals}>
      <ol className="goals">
        {goals.items.map((goal) => (
          <li key={goal.id} style={{ background: goal.color, color: inkOn(goal.color) }}>
            <a href={pathOf(goal, reading)}>
              <span className="number">{goal.number}</span>
              <span className="name" lang={lang(goal.translation, "name")}>{goal.name}</span>
              <span className="view" lang={lang(goals.translation, "itemLinkLabel")}>{goals.itemLinkLabel}</span>
            </a>
          </li>
        ))}
      </ol>
    </Section>
  );
}
