// The workers in which monaco reads GraphQL and JSON; it asks for them by the label of the language.
import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker";

const workers = { json: JsonWorker, graphql: GraphQLWorker };

globalThis.MonacoEnvironment = {
  getWorker(_, label) {
    const LanguageWorker = workers[label] ?? EditorWorker;
    return new LanguageWorker();
  },
};
