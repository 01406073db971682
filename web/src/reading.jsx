// The reading at hand: the language and the instant of the current tab, kept in its variables.
import { pick, Tooltip, UnStyledButton, useGraphiQL } from "@graphiql/react";
import { useSyncExternalStore } from "react";

import { clockOf, instantOf, offsetIn, readVariables, withVariable } from "./variables.js";

export function Reading({ zone, locales }) {
  const { text, change, isReady } = useVariablesText();
  const variables = readVariables(text);
  const declares = useDeclared();
  const unusable = (name) => {
    if (!isReady) return "The editor of variables is being loaded";
    if (!variables) return "The variables are no JSON object";
    return declares(name) ? undefined : `The operation declares no variable $${name}`;
  };
  const set = (name, value) => change(withVariable(text, name, value));
  return (
    <div className="reading" role="group" aria-label="Reading">
      <Locale
        value={variables?.locale}
        locales={locales}
        unusable={unusable("locale")}
        onChange={(value) => set("locale", value)}
      />
      <AsOf value={variables?.asOf} zone={zone} unusable={unusable("asOf")} onChange={(value) => set("asOf", value)} />
    </div>
  );
}

function Locale({ value, locales, unusable, onChange }) {
  const known = locales.includes(value);
  return (
    <label title={unusable}>
      locale
      <select value={known ? value : ""} disabled={Boolean(unusable)} onChange={(event) => onChange(event.target.value)}>
        {known || <option value="" hidden>{value ? "other" : "default"}</option>}
        {locales.map((locale) => <option key={locale}>{locale}</option>)}
      </select>
    </label>
  );
}

function AsOf({ value, zone, unusable, onChange }) {
  const { time, offset } = clockOf(value);
  const choose = (chosen) => onChange(chosen ? instantOf(chosen, offset || offsetIn(zone, chosen)) : undefined);
  return (
    <>
      <label title={unusable}>
        asOf
        <input
          type="datetime-local"
          value={time}
          disabled={Boolean(unusable)}
          onChange={(event) => event.target.validity.badInput || choose(event.target.value)}
        />
        <span className="reading-offset">{time ? offset : ""}</span>
      </label>
      <Tooltip label="As of now: take asOf out of the variables">
        <UnStyledButton
          type="button"
          className="reading-now"
          aria-label="now: take asOf out of the variables"
          disabled={Boolean(unusable) || value === undefined}
          onClick={() => onChange(undefined)}
        >
          now
        </UnStyledButton>
      </Tooltip>
    </>
  );
}

// The text of the variables editor, whoever writes it, and a way to write it that can be undone there.
function useVariablesText() {
  const { variableEditor: editor } = useGraphiQL(pick("variableEditor"));
  const subscribe = (listener) => {
    const subscription = editor?.onDidChangeModelContent(listener);
    return () => subscription?.dispose();
  };
  const text = useSyncExternalStore(subscribe, () => editor?.getValue() ?? "");
  const change = (text) => {
    editor.executeEdits("reading", [{ range: editor.getModel().getFullModelRange(), text }]);
    editor.pushUndoStop();
  };
  return { text, change, isReady: Boolean(editor) };
}

// Whether the document declares a variable; taken to be so while it cannot be read.
function useDeclared() {
  const { documentAST } = useGraphiQL(pick("documentAST"));
  const declared = documentAST?.definitions.flatMap((definition) => definition.variableDefinitions ?? []);
  return (name) => !declared || declared.some(({ variable }) => variable.name.value === name);
}
