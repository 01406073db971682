// Makes types and hashes of the frontends' documents, out of the schema that is committed.
import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

const schema = "../schema/schema.graphql";

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
    "homepage/generated/": frontend(["../documents/homepage.graphql", "homepage/documents/*.graphql"]),
    "dashboard/generated/": frontend(["dashboard/documents/*.graphql"]),
    "shared/generated/possible-types.ts": { plugins: ["./possible-types.cjs"] },
  },
};

export default config;
