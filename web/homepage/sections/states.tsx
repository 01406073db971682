// What is shown while something loads, where it cannot be loaded, and without a network.
import { useSyncExternalStore } from "react";
import type { CombinedError } from "urql";

import { useReading } from "../reading";

export function Loading() {
  const { words } = useReading();
  return <p className="loading" role="status">{words.loading}</p>;
}

const REFUSED = ["FORBIDDEN", "UNAUTHENTICATED"];

interface Failed {
  error: CombinedError;
  retry?: () => void;
  // Whether it stands in place of a whole page.
  isPage?: boolean;
}

export function Problem({ error, retry, isPage = false }: Failed) {
  const { words } = useReading();
  const Message = isPage ? "h1" : "p";
  const isRefused = error.graphQLErrors.some(({ extensions }) => REFUSED.includes(String(extensions.code)));
  return (
    <div className="problem" role="alert">
      <Message>{isRefused ? words.refused : words.failed}</Message>
      {isRefused ? (
        <p><a href={`/sign-in?${new URLSearchParams({ to: location.pathname + location.search })}`}>{words.signIn}</a></p>
      ) : (
        retry && <button type="button" onClick={retry}>{words.retry}</button>
      )}
    </div>
  );
}

function watch(listener: () => void) {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

export function Offline() {
  const { words } = useReading();
  const isOnline = useSyncExternalStore(watch, () => navigator.onLine);
  return <div role="status" className="offline-place">{!isOnline && <p className="offline">{words.offline}</p>}</div>;
}
