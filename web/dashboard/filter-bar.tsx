// What the dashboard is narrowed to, as fields; a change is in the address at once.
import { useQuery } from "urql";

import { toField } from "../shared/instants";
import { opening } from "../shared/opening";
import { setParameters } from "../shared/place";
import { Choices, LISTS, type ListKey } from "./data";
import { nameOf } from "./languages";
import { type Filters, MONTHS } from "./filters";
import { useWords } from "./words";

export function FilterBar({ filters }: { filters: Filters }) {
  const { locale, asOf } = filters;
  const words = useWords();
  const [{ data }] = useQuery({ query: Choices, variables: { locale, asOf } });
  return (
    <form
      className="filters"
      aria-label={words.filters}
      onSubmit={(event) => {
        event.preventDefault();
        setParameters({ q: String(new FormData(event.currentTarget).get("q")).trim() || undefined });
      }}
    >
      <Select label={words.list} name="list" value={filters.list} options={Object.keys(LISTS).map((key) => [key, words.lists[key as ListKey]])} />
      <Select label={words.school} name="school" value={filters.school} all options={data?.schools?.nodes.map(({ slug, name }) => [slug, name ?? slug])} />
      <Select
        label={words.goal}
        name="goal"
        value={filters.goal?.toString()}
        all
        options={data?.sdgs?.nodes.map(({ number, name }) => [String(number), `${number}. ${name}`])}
      />
      <Select label={words.topic} name="tag" value={filters.tag} all options={data?.tags?.nodes.map(({ slug, name }) => [slug, name ?? slug])} />
      <Select label={words.language} name="lang" value={filters.lang} options={opening.languages.map(({ lang }) => [lang, nameOf(lang, lang)])} />
      <Select label={words.growth} name="months" value={String(filters.months)} options={MONTHS.map((each) => [String(each), words.months(each)])} />
      <label>
        {words.at}
        <input type="datetime-local" name="at" key={filters.at ?? ""} defaultValue={filters.at ?? ""} max={toField(new Date())} onChange={(event) => setParameters({ at: event.target.value || undefined }, { replace: true })} />
      </label>
      <label>
        {words.search}
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
  const words = useWords();
  return (
    <label>
      {label}
      <select name={name} value={value ?? ""} onChange={(event) => setParameters({ [name]: event.target.value || undefined })}>
        {all && <option value="">{words.all}</option>}
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </label>
  );
}
