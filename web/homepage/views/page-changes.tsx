// What of an entry's page has changed since an instant; of a page of blocks, which blocks as well.
import { useQuery } from "urql";

import { fromField } from "../../shared/instants";
import { usePlace } from "../../shared/place";
import { Blocks, type BlocksQuery, Page } from "../later";
import { useReading } from "../reading";
import { comparedBlocks } from "./compared-blocks";
import { type Shown, entriesOf } from "./differences";
import type { Route } from "./entries/parts";
import { Since } from "./since";

export default function PageChanges({ route }: { route: Route }) {
  const { pathname: path, searchParams } = usePlace();
  const { asOf } = useReading();
  const since = fromField(searchParams.get("since"));
  const hasBlocks = route.entry?.__typename === "Page";
  const [page] = useQuery({ query: Page, variables: { path, asOf: since }, pause: !since });
  const [old] = useQuery({ query: Blocks, variables: { path, asOf: since }, pause: !since || !hasBlocks });
  const [now] = useQuery({ query: Blocks, variables: { path, asOf }, pause: !since || !hasBlocks });
  if (!since) return null;
  const asked = hasBlocks ? [page, old, now] : [page];
  const blocks = comparedBlocks(blocksOf(old.data), blocksOf(now.data));
  const both = (entry: unknown, { data }: typeof old, parts: Map<string, Shown>) =>
    new Map([...entriesOf(entry), ...entriesOf(blocksOf(data)), ...parts]);
  return (
    <Since
      since={since}
      error={asked.find(({ error }) => error)?.error}
      fetching={asked.some(({ fetching }) => fetching)}
      before={asked.every(({ data }) => data) ? both(page.data?.route?.entry, old, blocks.before) : undefined}
      after={both(route.entry, now, blocks.after)}
    />
  );
}

function blocksOf(data: BlocksQuery | undefined) {
  const entry = data?.route?.entry;
  return entry?.__typename === "Page" ? entry.blocks : [];
}
