// What of the homepage has changed since an instant: the page is read at both, and its entries are compared.
import { useQuery } from "urql";

import { fromField } from "../../shared/instants";
import { usePlace } from "../../shared/place";
import { FirstView, type FirstViewQuery } from "../data";
import { useReading } from "../reading";
import { entriesOf } from "./differences";
import { Since } from "./since";

type Page = NonNullable<FirstViewQuery["homepage"]>;

export default function Changes({ page }: { page: Page }) {
  const { locale } = useReading();
  const since = fromField(usePlace().searchParams.get("since"));
  const [{ data, error, fetching }] = useQuery({ query: FirstView, variables: { locale, asOf: since }, pause: !since });
  const before = data?.homepage;
  return since ? <Since since={since} error={error} fetching={fetching} before={before && entriesOf(before)} after={entriesOf(page)} /> : null;
}
