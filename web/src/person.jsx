// Who has signed in, as the page was told when it was opened, and the way in or out.

// A page of another site may not send this header unasked, so with it the cookie of who has signed in counts.
export const PREFLIGHT = { "GraphQL-Preflight": "1" };

// Characters of an address that signing in leads back to.
const LONGEST = 2000;

export function Person({ name }) {
  if (!name) return <a className="person" href={signIn()}>Sign in</a>;
  return (
    <span className="person" role="group" aria-label="Signed in">
      <span className="person-name" title={name}>{name}</span>
      <button type="button" className="person-out" onClick={signOut}>Sign out</button>
    </span>
  );
}

function signIn() {
  const here = location.pathname + location.search;
  return `/sign-in?${new URLSearchParams({ to: here.length > LONGEST ? location.pathname : here })}`;
}

async function signOut() {
  await fetch("/sign-out", { method: "POST", redirect: "manual" });
  location.reload();
}
