// What the text of a variables editor says, and changes to it that leave everything else as it stands.
import { parse as parseDocument, valueFromASTUntyped } from "graphql";
import { applyEdits, modify, parse } from "jsonc-parser";

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

// The variables by name; none where there is no text, null where the text is no JSON object.
export function readVariables(text) {
  const errors = [];
  const value = text.trim() ? parse(text, errors, { allowTrailingComma: true }) : {};
  return errors.length || typeof value !== "object" || Array.isArray(value) ? null : value;
}

// The text with one variable set, or taken out where the value is undefined.
export function withVariable(text, name, value) {
  const object = text.trim() ? text : "{}";
  return applyEdits(object, modify(object, [name], value, FORMAT));
}

// An instant as a clock shows it and the offset of that clock from UTC, both empty where it is none.
export function clockOf(instant) {
  const [, time = "", offset = ""] = INSTANT.exec(instant ?? "") ?? [];
  return { time, offset };
}

// The instant at which a clock with this offset shows this time.
export function instantOf(time, offset) {
  return (time.length === 16 ? `${time}:00` : time) + offset;
}

// The offset of a time zone from UTC when its clocks show this time, as +08:00.
export function offsetIn(zone, time) {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offsetAt = (at) =>
    format.formatToParts(at).find((part) => part.type === "timeZoneName").value.match(/[+-]\d\d:\d\d/)?.[0] ?? "+00:00";
  const near = offsetAt(new Date(`${time}Z`));
  return offsetAt(new Date(instantOf(time, near))); // across a change of the clocks, the guess may be the other side's
}

// Variables with the defaults that the document declares. GraphiQL takes one that is left out for missing if its type
// is not null, default or not.
export function withDefaults(query, variables) {
  const declared = parseDocument(query).definitions.flatMap((definition) => definition.variableDefinitions ?? []);
  const defaults = declared.filter(({ defaultValue }) => defaultValue);
  const values = defaults.map(({ variable, defaultValue }) => [variable.name.value, valueFromASTUntyped(defaultValue)]);
  return { ...Object.fromEntries(values), ...variables };
}
