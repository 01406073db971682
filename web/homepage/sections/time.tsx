// The button that opens the control of time, which is loaded when it is first pressed.
import { Suspense, lazy, useState } from "react";

import { dayAndTime } from "../../shared/instants";
import { useReading } from "../reading";

const load = () => import("./time-dialog");
const TimeDialog = lazy(load);

export function TimeButton() {
  const { words, asOf, lang } = useReading();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="time-button" aria-haspopup="dialog" onPointerEnter={load} onFocus={load} onClick={() => setOpen(true)}>
        {asOf ? words.asOf(dayAndTime(asOf, lang)) : words.time}
      </button>
      <Suspense>{isOpen && <TimeDialog close={() => setOpen(false)} />}</Suspense>
    </>
  );
}
