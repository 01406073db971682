// What is shown while something loads, and where it cannot be loaded.
import type { CombinedError } from "urql";

import { useWords } from "./words";

export function State({ error, fetching, retry }: { error: CombinedError | undefined; fetching: boolean; retry: () => void }) {
  const words = useWords();
  if (!error) return fetching ? <p className="loading" role="status">{words.loading}</p> : null;
  const message = error.graphQLErrors[0]?.message;
  return (
    <div className="problem whole" role="alert">
      <p>{words.failed} {message && <span lang="en">{message}</span>}</p>
      <button type="button" onClick={retry}>{words.retry}</button>
    </div>
  );
}
