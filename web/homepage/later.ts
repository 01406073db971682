// What is asked for by views that are loaded when they are opened.
import { prepared } from "../shared/documents";
import { BlocksDocument, EventsBetweenDocument, FoundDocument, PageDocument } from "./generated/later/graphql";

export const EventsBetween = prepared(EventsBetweenDocument);
export const Page = prepared(PageDocument);
export const Blocks = prepared(BlocksDocument);
export const Found = prepared(FoundDocument);

export type { BlocksQuery, EntryType, FoundQuery, PageQuery } from "./generated/later/graphql";
