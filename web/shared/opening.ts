// What the server's page says of itself: the site's languages, its time zone, and the instant that demo content shows.
export interface Language {
  locale: string;
  lang: string;
  prefix: string;
}

interface Opening {
  timeZone: string;
  languages: Language[];
  shownAt: string | null;
  // Whether the browser has the cookie of a session.
  hasSession: boolean;
}

export const opening: Opening = JSON.parse(document.getElementById("opening")!.textContent!);

const [first] = opening.languages;
export const defaultLanguage = first!;
