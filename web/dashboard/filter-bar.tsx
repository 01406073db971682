// What the dashboard is narrowed to, as fields; a change is in the address at once.
import { useQuery } from "urql";

import { toField } from "../shared/instants";
import { opening } from "../shared/opening";
import { setParameters } from "../shared/place";
import { Choices, LISTS } from "./data";
import { type Filters, MONTHS } from "./filters";

export function FilterBar({ filters }: { filters: Filters }) {
  const { locale, asOf } = filters;
  const [{ data }] = useQuery({ query: Choices, variables: { locale, asOf } });
  return (
    <form
      className="filters"
      aria-label="Filters"
      onSubmit={(event) => {
        event.preventDefault();
        setParameters({ q: String(new FormData(event.currentTarget).get("q")).trim() || undefined });
      }}
    >
      <Select label="List" name="list" value={filters.list} options={Object.entries(LISTS).map(([key, { label }]) => [key, label])} />
      <Select label="School" name="school" value={filters.school} all options={data?.schools?.nodes.map(({ slug, name }) => [slug, name ?? slug])} />
      <Select
        label="Goal"
        name="goal"
        value={filters.goal?.toString()}
        all
        options={data?.sdgs?.nodes.map(({ number, name }) => [String(number), `${number}. ${name}`])}
      />
      <Select label="Topic" name="tag" value={filters.tag} all options={data?.tags?.nodes.map(({ slug, name }) => [slug, name ?? slug])} />
      <Select label="Language" name="lang" value={filters.lang} options={opening.languages.map(({ lang }) => [lang, lang])} />
      <Select label="Growth" name="months" value={String(filters.months)} options={MONTHS.map((each) => [String(each), `${each} months`])} />
      <label>
        As of
        <input type="datetime-local" name="at" key={filters.at ?? ""} defaultValue={filters.at ?? ""} max={toField(new Date())} onChange={(event) => setParameters({ at: event.target.value || undefined }, { replace: true })} />
      </label>
      <label>
        Search
        <input type="search" name="q" key={filters.typed} defaultValue={filters.typed} />
      </label>
    </form>
  );
}

interface Chosen {
  label: string;
  name: string;
  value: string | undefined;
  all?: boolean;
  options: (readonly [string, string])[] | undefined;
}

function Select({ label, name, value, options = [], all = false }: Chosen) {
  return (
    <label>
      {label}
      <select name={name} value={value ?? ""} onChange={(event) => setParameters({ [name]: event.target.value || undefined })}>
        {all && <option value="">All</option>}
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </label>
  );
}
