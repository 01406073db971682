// What GraphiQL keeps in the browser, without the headers of requests: its history would keep the tokens in them.
import { createLocalStorage } from "@graphiql/toolkit";

export function storageIn(namespace) {
  const storage = createLocalStorage({ namespace });
  const setItem = (name, value) => storage.setItem(name, withoutHeaders(value));
  return Object.assign(Object.create(storage), { setItem });
}

// Tabs and history are JSON; texts of editors are kept as they are.
function withoutHeaders(value) {
  try {
    return JSON.stringify(JSON.parse(value), (name, inner) => (name === "headers" ? undefined : inner));
  } catch {
    return value;
  }
}
