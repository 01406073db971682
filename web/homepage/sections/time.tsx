// The control of time: the page as of any instant, and what has changed since another.
import { useRef } from "react";

import { dayAndTime, toField } from "../../shared/instants";
import { opening } from "../../shared/opening";
import { setParameters, usePlace } from "../../shared/place";
import { useReading } from "../reading";

export function TimeButton() {
  const { words, asOf, at, lang } = useReading();
  const dialog = useRef<HTMLDialogElement>(null);
  const since = usePlace().searchParams.get("since") ?? "";
  const show = (given: Record<string, string | undefined>) => {
    dialog.current?.close();
    setParameters(given);
  };
  return (
    <>
      <button type="button" className="time-button" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        {asOf ? words.asOf(dayAndTime(asOf, lang)) : words.time}
      </button>
      <dialog ref={dialog} aria-label={words.time} closedby="any">
        <form
          key={`${at} ${since}`}
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget);
            show({ at: String(given.get("at")) || undefined, since: String(given.get("since")) || undefined });
          }}
        >
          <h2>{words.time}</h2>
          <label>
            {words.asOf("…")}
            <input type="datetime-local" name="at" defaultValue={at ?? toField(new Date())} />
          </label>
          <label>
            {words.compare}
            <input type="datetime-local" name="since" defaultValue={since} />
          </label>
          <p className="row">
            <button type="submit" className="main">{words.goThere}</button>
            <button type="button" onClick={() => show({ at: undefined, since: undefined })}>{words.now}</button>
            {opening.shownAt && (
              <button type="button" onClick={() => show({ at: toField(opening.shownAt!) })}>{words.asPrinted}</button>
            )}
          </p>
        </form>
      </dialog>
    </>
  );
}
