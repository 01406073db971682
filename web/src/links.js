// Links to an operation: what the address of the page holds, as a tab; and the address of an operation.
import { applyEdits, format } from "jsonc-parser";

// Characters of an address; servers on the way take a line of 8,190 bytes.
const LONGEST = 8000;

// The tab of a link. Variables that are no JSON are shown as they came.
export function tabOf({ query, variables, operationName }) {
  return { query, variables: indented(variables ?? ""), operationName };
}

function indented(text) {
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: "\n" }));
}

// The tabs that were left in the browser, with the link's first and active, as GraphiQL stores them.
export function withTab(stored, tab) {
  const others = stored.tabs.filter(({ query, variables }) => query !== tab.query || variables !== tab.variables);
  const whole = {
    id: crypto.getRandomValues(new Uint32Array(2)).join("-"),
    title: tab.operationName || "link",
    headers: null,
    response: null,
    ...tab,
  };
  return { tabs: [whole, ...others], activeTabIndex: 0 };
}

// The address of an operation, or undefined where it is too long for one.
export function addressOf(query, variables, operationName) {
  const given = { query, variables: variables.trim(), operationName };
  const parameters = new URLSearchParams(Object.entries(given).filter(([, value]) => value));
  const address = `${location.pathname}?${parameters}`;
  return address.length > LONGEST ? undefined : location.origin + address;
}
