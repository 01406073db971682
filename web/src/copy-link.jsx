// A button that copies a link to the operation of the tab, and puts it into the address bar.
import { pick, ToolbarButton, useGraphiQL } from "@graphiql/react";
import { useState } from "react";

import { addressOf } from "./links.js";

export function CopyLink() {
  const { queryEditor, variableEditor, operationName, operations } = useGraphiQL(
    pick("queryEditor", "variableEditor", "operationName", "operations"),
  );
  const [state, setState] = useState("");
  const copy = async () => {
    const name = operations?.length > 1 ? operationName : undefined;
    const address = addressOf(queryEditor.getValue(), variableEditor?.getValue() ?? "", name);
    if (!address) return setState("The operation is too long for a link");
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address);
      setState("The link is copied");
    } catch {
      setState("The link is in the address bar"); // browsers let pages copy only over HTTPS
    }
  };
  return (
    <>
      <ToolbarButton label="Copy link to this operation" onClick={copy} onBlur={() => setState("")}>
        <svg className="graphiql-toolbar-icon" viewBox="0 0 14 14" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M6 8a2.5 2.5 0 0 0 3.6 0l2.2-2.2a2.5 2.5 0 0 0-3.6-3.6L7 3.4" strokeWidth="1.3" />
          <path d="M8 6a2.5 2.5 0 0 0-3.6 0L2.2 8.2a2.5 2.5 0 0 0 3.6 3.6L7 10.6" strokeWidth="1.3" />
        </svg>
      </ToolbarButton>
      <span className="copied" role="status">{state}</span>
    </>
  );
}
