// A rich text.
import { type Reading, link, useReading } from "../reading";

// The API's HTML is safe to be put into a page as it is.
export function Prose({ of: text }: { of: { html: string; lang: string } | null | undefined }) {
  const reading = useReading();
  return text ? <div className="prose" lang={text.lang} dangerouslySetInnerHTML={{ __html: atInstant(text.html, reading) }} /> : null;
}

// Has links within the site keep the instant that is read at.
function atInstant(html: string, reading: Reading) {
  return reading.at ? html.replace(/(<a href=")(\/(?!\/)[^"]*)/g, (_, before, path) => before + link(path, reading)) : html;
}
