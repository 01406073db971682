// Texts of any script: monaco would frame the punctuation of Chinese as mistakable for that of English.
import { pick, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

export function AnyScript() {
  const editors = useGraphiQL(pick("queryEditor", "variableEditor", "responseEditor"));
  useEffect(() => {
    for (const editor of Object.values(editors)) {
      editor?.updateOptions({ unicodeHighlight: { ambiguousCharacters: false } });
    }
  }, Object.values(editors));
  return null;
}
