/** The server without a client: what it says to an operation is what clients have to show. */

export const endpoint = process.argv[2];

/** Post an operation; return its data, free of errors. */
export async function said(query, variables = {}) {
  const { data, errors } = await post(query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Post an operation; return the whole answer. */
export async function post(query, variables) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** Leave out what clients add to what they are asked for. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const own = Object.entries(value).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(own.map(([key, inner]) => [key, plain(inner)]));
}

/** Run every case, each in a client of its own, and print what the server said and what was shown. */
export async function report(cases) {
  const warnings = [];
  console.warn = console.error = (...words) => warnings.push(words.join(" "));
  const seen = {};
  for (const [name, run] of Object.entries(cases)) seen[name] = await run().then(plain, (error) => ({ failed: String(error) }));
  process.stdout.write(JSON.stringify({ seen, warnings }), () => process.exit(0)); // clients keep timers running
}
