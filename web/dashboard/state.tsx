// What is shown while something loads, and where it cannot be loaded.
import type { CombinedError } from "urql";

export function State({ error, fetching, retry }: { error: CombinedError | undefined; fetching: boolean; retry: () => void }) {
  if (!error) return fetching ? <p className="loading" role="status">Loading …</p> : null;
  const message = error.graphQLErrors[0]?.message ?? "There is no network, or the server does not answer.";
  return (
    <div className="problem whole" role="alert">
      <p>This could not be loaded. {message}</p>
      <button type="button" onClick={retry}>Try again</button>
    </div>
  );
}
