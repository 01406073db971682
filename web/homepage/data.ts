// What the homepage's frontend asks for, parsed once.
import { makeClient } from "../shared/client";
import { prepared } from "../shared/documents";
import { BlocksDocument, ChromeDocument, EventsBetweenDocument, FoundDocument, HomepageDocument, PageDocument, SuggestionsDocument } from "./generated/graphql";

export const Homepage = prepared(HomepageDocument);
export const Chrome = prepared(ChromeDocument);
export const EventsBetween = prepared(EventsBetweenDocument);
export const Page = prepared(PageDocument);
export const Blocks = prepared(BlocksDocument);
export const Found = prepared(FoundDocument);
export const Suggestions = prepared(SuggestionsDocument);

export type { BlocksQuery, HomepageQuery, ChromeQuery, FoundQuery, PageQuery } from "./generated/graphql";

// What is public is asked for by nobody in particular, so that caches answer; what is to come, by who has signed in.
export const everybody = makeClient();
export const person = makeClient({ asPerson: true });
