// Documents as graphql-codegen writes them: a text with its types and its hash.
import { type Operation, type TypedDocumentNode, createRequest } from "@urql/core";

interface Generated<Result, Variables> {
  __apiType?: (variables: Variables) => Result;
  __meta__?: Record<string, unknown>;
  toString(): string;
}

interface Named {
  hash: string;
  text: string;
}

const documents = new Map<number, Named>();

// Parses a document once, and notes by which hash it is asked for.
export function prepared<Result, Variables>(document: Generated<Result, Variables>) {
  const { query } = createRequest(document.toString(), {});
  documents.set((query as { __key?: number }).__key!, { hash: String(document.__meta__!.hash), text: document.toString() });
  return query as TypedDocumentNode<Result, Variables>;
}

export function documentOf({ query }: Operation) {
  return documents.get((query as { __key?: number }).__key!)!;
}
