// Alerts: what everybody has to know, at the top of every page or of those that they are about, while they are live.
import type { ChromeQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Prose } from "./prose";

export type Alert = NonNullable<ChromeQuery["alerts"]>["nodes"][number];

const LEVELS = ["EMERGENCY", "WARNING", "INFO"];

// Those that stand on the page of an entry, what matters most first.
function alertsOn(alerts: Alert[], entryId: string | undefined) {
  return alerts
    .filter(({ isOnAllPages, scope }) => isOnAllPages || scope.some((each) => each.entryId === entryId))
    .sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
}

// An emergency interrupts what is being read aloud; what else comes is read when that is over.
export function Alerts({ alerts, entryId }: { alerts: Alert[]; entryId: string | undefined }) {
  const shown = alertsOn(alerts, entryId);
  const [urgent, others] = [true, false].map((isUrgent) => shown.filter(({ level }) => (level === "EMERGENCY") === isUrgent));
  return (
    <div className="alerts">
      {urgent!.map((each) => <div key={each.id} role="alert"><Notice alert={each} /></div>)}
      <div role="status">{others!.map((each) => <Notice key={each.id} alert={each} />)}</div>
    </div>
  );
}

function Notice({ alert: { title, message, level, action, translation } }: { alert: Alert }) {
  const reading = useReading();
  const lang = useLang();
  const target = action && (pathOf(action, reading) ?? action.url);
  return (
    <div className={`alert ${level.toLowerCase()}`}>
      <div className="wide">
        <p className="alert-title"><strong>{reading.words.levels[level]}</strong> <b lang={lang(translation, "title")}>{title}</b></p>
        <Prose of={message} />
        {target && <p><a href={target} lang={lang(action.translation)}>{action.label ?? target}</a></p>}
      </div>
    </div>
  );
}
