// What of an entry's page has changed since an instant.
import { useQuery } from "urql";

import { fromField } from "../../shared/instants";
import { usePlace } from "../../shared/place";
import { Page } from "../later";
import type { Route } from "./entries/parts";
import { entriesOf } from "./differences";
import { Since } from "./since";

export default function PageChanges({ route }: { route: Route }) {
  const { pathname, searchParams } = usePlace();
  const since = fromField(searchParams.get("since"));
  const [{ data, error, fetching }] = useQuery({ query: Page, variables: { path: pathname, asOf: since }, pause: !since });
  const before = data && entriesOf(data.route?.entry);
  return since ? <Since since={since} error={error} fetching={fetching} before={before} after={entriesOf(route.entry)} /> : null;
}
