// Answers that stay as they are on the server: asked for again when they may have changed.
import { type AnyVariables, type TypedDocumentNode, useQuery } from "urql";
import { useEffect } from "react";

// Milliseconds between questions whether something has changed: `Cache-Control` has answers kept for five seconds.
const EVERY = 10_000;
const LONGEST_TIMER = 2 ** 31 - 1;

interface Options<Data> {
  // Whether what is read does not change any more.
  isFixed?: boolean;
  pause?: boolean;
  // When something that an answer says is over, where the answer knows.
  changesAt?: (data: Data) => string | null | undefined;
}

// Reads an operation and keeps it current while the page is looked at. What has not changed is answered with 304.
export function useLive<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { isFixed = false, pause = false, changesAt }: Options<Data> = {},
) {
  const [result, again] = useQuery({ query, variables, pause } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const told = result.extensions?.validUntil as string | undefined;
  const validUntil = (result.data && changesAt?.(result.data)) || told;

  useEffect(() => {
    if (isFixed || pause) return;
    const refresh = () => document.visibilityState === "visible" && again({ requestPolicy: "network-only" });
    const timer = setInterval(refresh, EVERY);
    const left = validUntil ? Date.parse(validUntil) - Date.now() : undefined;
    const planned = left !== undefined && left > 0 && left < LONGEST_TIMER ? setTimeout(refresh, left + 50) : undefined;
    addEventListener("online", refresh);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      clearTimeout(planned);
      removeEventListener("online", refresh);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [again, isFixed, pause, validUntil]);

  return [result, () => again({ requestPolicy: "network-only" })] as const;
}
