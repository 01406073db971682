/** Let Relay's compiler read the operations: each in a module of its own, as it asks for; those in `relay/` as they are. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { Kind, parse, print, visit } from "graphql";

import { HOMEPAGE, INSTANT, INSTANTS, LIST, SIDE_BY_SIDE, STORY } from "./operations.mjs";

const here = (path) => new URL(path, import.meta.url);

for (const folder of ["source", "artifacts", "types"]) rmSync(here(`build/${folder}`), { recursive: true, force: true });
cpSync(here("relay"), here("build/source"), { recursive: true });
for (const text of [HOMEPAGE, INSTANT, INSTANTS, LIST, SIDE_BY_SIDE, STORY]) {
  const { module, source } = moduleOf(parse(text));
  writeFileSync(here(`build/source/${module}.js`), `graphql\`${source}\`;\n`);
}
compile("artifacts", { language: "javascript", eagerEsModules: false });
writeFileSync(here("build/artifacts/package.json"), '{"type": "commonjs"}'); // they name each other without extensions
compile("types", { language: "typescript" });

/** Name an operation and its fragments as Relay does. */
function moduleOf(document) {
  const module = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION).name.value;
  const named = (node, value) => ({ ...node, name: { ...node.name, value } });
  const source = visit(document, {
    OperationDefinition: (node) => named(node, `${module}Query`),
    VariableDefinition: (node) => ({ ...node, type: required(node.type), defaultValue: undefined }),
    FragmentDefinition: (node) => named(node, `${module}_${node.name.value}`),
    FragmentSpread: (node) => named(node, `${module}_${node.name.value}`),
  });
  return { module, source: print(source) };
}

/** Make a locale one that must be given: Relay refuses a default, and null for an argument that has one. */
function required(type) {
  return type.kind === Kind.NAMED_TYPE && type.name.value === "Locale" ? { kind: Kind.NON_NULL_TYPE, type } : type;
}

/** Run the compiler, which writes a file for each operation and fragment into a *folder*. */
function compile(folder, settings) {
  const config = { src: "./source", schema: "../../../schema/schema.graphql", artifactDirectory: `./${folder}`, ...settings };
  mkdirSync(here(`build/${folder}`));
  writeFileSync(here("build/relay.config.json"), JSON.stringify(config));
  const options = { cwd: here("build"), stdio: ["ignore", "ignore", "inherit"] };
  execFileSync("../node_modules/.bin/relay-compiler", ["relay.config.json"], options);
}
