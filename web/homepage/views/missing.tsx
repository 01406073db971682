// An address with no page, or with none any more.
import { homePath } from "../paths";
import { useReading } from "../reading";

export function Missing({ isGone = false }: { isGone?: boolean }) {
  const reading = useReading();
  const { words } = reading;
  return (
    <div className="wide missing">
      <h1>{isGone ? words.gone : words.notFound}</h1>
      <p>{isGone ? words.goneText : words.notFoundText}</p>
      <p><a href={homePath(reading)}>{words.home}</a></p>
    </div>
  );
}
