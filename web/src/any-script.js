// Texts of any script: monaco would frame the punctuation of Chinese as mistakable for that of English, and ask in a
// dialog what to do with the line separators of Unicode.
import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

export function AnyScript() {
  const editors = useGraphiQL(pick("queryEditor", "variableEditor", "responseEditor"));
  useEffect(() => {
    for (const editor of Object.values(editors)) {
      editor?.updateOptions({ unicodeHighlight: { ambiguousCharacters: false }, unusualLineTerminators: "off" });
    }
  }, Object.values(editors));
  return null;
}
