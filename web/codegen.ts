// Makes types and hashes of the frontends' documents, out of the schema that is committed.
import { readFileSync } from "node:fs";

import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";
import { Kind, parse, print } from "graphql";

// The fragments of one of the project's documents, whose operation is not a frontend's.
function fragmentsOf(path: string) {
  const { kind, definitions } = parse(readFileSync(path, "utf-8"));
  return print({ kind, definitions: definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION) });
}

const schema = "../schema/schema.graphql";

const homepage = fragmentsOf("../documents/homepage.graphql");

// What a frontend asks for: `generated/graphql.ts` has the documents with their types, `persisted-documents.json` the manifest.
const frontend = (documents: string[]) => ({
  documents,
  preset: "client",
  presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
  documentTransforms: [addTypenameSelectionDocumentTransform],
  config: {
    documentMode: "string",
    enumType: "string-literal",
    useTypeImports: true,
    defaultScalarType: "string",
  },
});

const config: CodegenConfig = {
  schema,
  generates: {
    "homepage/generated/first/": frontend([homepage, "homepage/documents/first/*.graphql"]),
    "homepage/generated/later/": frontend([homepage, "homepage/documents/later/*.graphql"]),
    "dashboard/generated/": frontend(["dashboard/documents/*.graphql"]),
    "shared/generated/possible-types.ts": { plugins: ["./possible-types.cjs"] },
  },
};

export default config;
