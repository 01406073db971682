// What the homepage's frontend asks for at first, parsed once.
import { makeClient } from "../shared/client";
import { prepared } from "../shared/documents";
import { ChromeDocument, FirstViewDocument, SuggestionsDocument } from "./generated/first/graphql";

export const FirstView = prepared(FirstViewDocument);
export const Chrome = prepared(ChromeDocument);
export const Suggestions = prepared(SuggestionsDocument);

export type { ChromeQuery, FirstViewQuery } from "./generated/first/graphql";

// What is public is asked for by nobody in particular, so that caches answer; what is to come, by who has signed in.
export const everybody = makeClient();
export const person = makeClient({ asPerson: true });
