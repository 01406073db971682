// Where the browser is: its address as state, links followed without loading a page, back and forward.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

// Paths that are other pages than this frontend's.
const ELSEWHERE = /^\/(graphql|graphiql|export|sign-in|sign-out|dashboard|frontends)(\/|$)/;

const tell = () => listeners.forEach((each) => each());
addEventListener("popstate", tell);

export function usePlace() {
  const address = useSyncExternalStore(
    (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    () => location.pathname + location.search,
  );
  return new URL(address, location.origin);
}

export function navigate(to: string, { replace = false, keepsScroll = false } = {}) {
  history.replaceState({ ...history.state, scroll: scrollY }, "");
  history[replace ? "replaceState" : "pushState"]({}, "", to);
  tell();
  if (!keepsScroll) arrive();
}

// Changes one parameter of the address; an undefined one is taken away.
export function setParameters(given: Record<string, string | undefined>, options = {}) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(given)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  navigate(url.pathname + url.search + url.hash, { keepsScroll: true, ...options });
}

// Shows the top of a page that was opened, or the place that its address names, and tells readers of the screen.
function arrive() {
  requestAnimationFrame(() => {
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named) named.scrollIntoView();
    else scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}

// Follows links within the frontend, as a browser would, and keeps where a page was left.
export function followLinks(prefetch: (url: URL) => void, base = "/") {
  history.scrollRestoration = "manual";
  addEventListener("popstate", () => {
    const { scroll } = (history.state ?? {}) as { scroll?: number };
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(0, scroll ?? 0)));
  });
  document.addEventListener("click", (event) => {
    const url = linkOf(event.target, base);
    const isPlain = !(event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!url || !isPlain) return;
    if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
    event.preventDefault();
    navigate(url.pathname + url.search + url.hash);
  });
  for (const kind of ["pointerover", "focusin"])
    document.addEventListener(kind, (event) => {
      const url = linkOf(event.target, base);
      if (url) prefetch(url);
    });
}

function linkOf(target: EventTarget | null, base: string) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href);
  const isOurs = url.origin === location.origin && url.pathname.startsWith(base) && !ELSEWHERE.test(url.pathname.slice(base.length - 1));
  return isOurs ? url : undefined;
}
