// What a new tab starts with: an operation that reads in a language and as of an instant.
import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect, useRef } from "react";

const QUERY = `# Read in the language of $locale, as of $asOf, or as of now where that is left out.
# The controls above and the variables below set them.
query ($locale: Locale!, $asOf: DateTime) {
  homepage(locale: $locale, asOf: $asOf) {
    site {
      name
    }
  }
}
`;

export function NewTab({ instant, locale }) {
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(
    pick("tabs", "activeTabIndex", "queryEditor", "variableEditor"),
  );
  const known = useRef(new Set(tabs.map(({ id }) => id)));
  const { id, query } = tabs[activeTabIndex];
  useEffect(() => {
    const isNew = !known.current.has(id) && !query;
    known.current.add(id);
    if (isNew) {
      queryEditor.setValue(QUERY);
      variableEditor.setValue(JSON.stringify({ locale, ...(instant && { asOf: instant }) }, null, 2));
    }
  }, [id]);
  return null;
}
