// Drafts, by type and by when they were last saved.
import { Provider } from "urql";

import { useLive } from "../shared/live";
import { Drafts, person } from "./data";
import { Figure } from "./figure";
import { csvOf } from "./filters";
import { State } from "./state";
import { useWords } from "./words";

export function DraftAges() {
  return <Provider value={person}><Ages /></Provider>;
}

function Ages() {
  const words = useWords();
  const [{ data, error, fetching }, retry] = useLive(Drafts, {});
  if (!data?.draftAges) return <State error={error} fetching={fetching} retry={retry} />;
  const rows = data.draftAges
    .map(({ type, day, week, month, older }) => ({ label: type, counts: [day, week, month, older] }))
    .filter(({ counts }) => counts.some(Boolean));
  return <Figure title={words.drafts} head={words.type} kind="rows" series={words.ages} rows={rows} csv={csvOf("Drafts", "draftAges", {})} />;
}
