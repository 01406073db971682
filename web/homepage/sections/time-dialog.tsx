// The control of time: the page as of any instant, and what has changed since another.
import { useEffect, useRef } from "react";

import { toField } from "../../shared/instants";
import { opening } from "../../shared/opening";
import { setParameters, usePlace } from "../../shared/place";
import { useReading } from "../reading";

export default function TimeDialog({ close }: { close: () => void }) {
  const { words, at } = useReading();
  const dialog = useRef<HTMLDialogElement>(null);
  const since = usePlace().searchParams.get("since") ?? "";
  useEffect(() => dialog.current?.showModal(), []);
  const show = (given: Record<string, string | undefined>) => {
    dialog.current?.close();
    setParameters(given);
  };
  return (
    <dialog ref={dialog} aria-label={words.time} closedby="any" onClose={close}>
      <form
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
  );
}
