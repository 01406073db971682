// An address with no page, or with none any more.
import { homePath } from "../paths";
import { useReading } from "../reading";

export function Missing({ isGone = false }: { isGone?: boolean }) {
  const reading = useReading();
  const { words } = reading;
  return (
    <div className="wide missing">
      <p className="kicker">{isGone ? 410 : 404}</p>
      <h1>{isGone ? words.gone : words.notFound}</h1>
      <p className="intro">{isGone ? words.goneText : words.notFoundText}</p>
      <p><a className="button main" href={homePath(reading)}>{words.home}</a></p>
    </div>
  );
}
