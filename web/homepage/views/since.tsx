// The part of a page that says what has changed since an instant.
import type { CombinedError } from "urql";

import { dayAndTime } from "../../shared/instants";
import { useReading } from "../reading";
import { Loading, Problem } from "../sections/states";
import { Differences, type Shown } from "./differences";

interface Compared {
  since: string;
  error: CombinedError | undefined;
  fetching: boolean;
  before: Map<string, Shown> | undefined | null;
  after: Map<string, Shown>;
}

export function Since({ since, error, fetching, before, after }: Compared) {
  const { words, lang } = useReading();
  return (
    <section className="section changes" aria-labelledby="changes-heading">
      <div className="wide">
        <h2 id="changes-heading">{words.compare} {dayAndTime(since, lang)}</h2>
        {fetching && !before && <Loading />}
        {error && !before && <Problem error={error} />}
        {before && <Differences before={before} after={after} />}
      </div>
    </section>
  );
}
