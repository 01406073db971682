// The search box: what is proposed while one types, and what others look for.
import { useEffect, useId, useState } from "react";
import { useQuery } from "urql";

import { navigate, usePlace } from "../../shared/place";
import { Suggestions } from "../data";
import { pathOf, searchPath } from "../paths";
import { useLang, useReading } from "../reading";
import type { Site } from "./menus";

// Milliseconds without another key after which proposals are asked for.
const PAUSE = 120;

export function SearchBox({ searches }: { searches: Site["popularSearches"] }) {
  const reading = useReading();
  const lang = useLang();
  const id = useId();
  const place = usePlace();
  const sought = place.searchParams.get("q") ?? "";
  const [typed, setTyped] = useState(sought);
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const settled = useSettled(typed.trim());
  const [{ data }] = useQuery({
    query: Suggestions,
    variables: { typed: settled, locale: reading.locale, asOf: reading.asOf },
    pause: !isOpen || !settled,
  });
  useEffect(() => setTyped(sought), [sought]);

  const proposals = isOpen && settled ? (data?.suggest ?? []) : [];
  const go = (to: string | undefined) => {
    setOpen(false);
    if (to) navigate(to);
  };
  const open = (index: number) => {
    const proposal = proposals[index];
    if (!proposal) return go(typed.trim() ? searchPath(typed.trim(), reading) : undefined);
    go(pathOf(proposal.node, reading) ?? searchPath(proposal.text, reading));
  };
  const move = (step: number) => setChosen((before) => (before + 1 + step + proposals.length + 1) % (proposals.length + 1) - 1);

  return (
    <search className="search-box wide">
      <form
        action={`${reading.prefix}/search`}
        onSubmit={(event) => {
          event.preventDefault();
          open(chosen);
        }}
      >
        <label htmlFor={id} className="unseen">{reading.words.search}</label>
        <input
          id={id}
          type="search"
          name="q"
          value={typed}
          lang={searches ? lang(searches.translation, "prompt") : undefined}
          placeholder={searches?.prompt ?? reading.words.search}
          autoComplete="off"
          role="combobox"
          aria-expanded={proposals.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(-1);
            setOpen(true);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              move(event.key === "ArrowDown" ? 1 : -1);
            }
            if (event.key === "Escape") setOpen(false);
          }}
          onBlur={() => setOpen(false)}
        />
        <button type="submit">{reading.words.search}</button>
        <ul id={`${id}-list`} role="listbox" aria-label={reading.words.search} className="proposals" hidden={!proposals.length}>
          {proposals.map((proposal, index) => (
            <li
              key={proposal.node.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                open(index);
              }}
            >
              {proposal.text}
            </li>
          ))}
        </ul>
      </form>
      {searches && (
        <div className="popular">
          <h2 lang={lang(searches.translation, "heading")}>{searches.heading}</h2>
          <ul>
            {searches.items.map((item) => (
              <li key={item.id}>
                <a href={searchPath(item.label ?? "", reading)} lang={lang(item.translation, "label")}>{item.label}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}

function useSettled(text: string) {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
