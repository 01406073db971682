// What the dashboard asks for, parsed once.
import { makeClient } from "../shared/client";
import { prepared } from "../shared/documents";
import * as documents from "./generated/graphql";

export const Overview = prepared(documents.OverviewDocument);
export const Choices = prepared(documents.ChoicesDocument);
export const Coming = prepared(documents.ComingDocument);
export const Search = prepared(documents.SearchDocument);
export const Viewer = prepared(documents.ViewerDocument);
export const Drafts = prepared(documents.DraftsDocument);
export const Schedule = prepared(documents.ScheduleDocument);
export const Translations = prepared(documents.TranslationsDocument);

const Stories = prepared(documents.StoriesDocument);
type Lists = typeof Stories;

// The documents of one shape, each with what the table of a chart is asked for by: the operation's name.
export const LISTS = {
  stories: { field: "newsStories", name: "Stories", document: Stories },
  events: { field: "events", name: "Events", document: prepared(documents.EventsDocument) as unknown as Lists },
  programs: { field: "programs", name: "Programs", document: prepared(documents.ProgramsDocument) as unknown as Lists },
  awards: { field: "awards", name: "Awards", document: prepared(documents.AwardsDocument) as unknown as Lists },
  firsts: { field: "firsts", name: "Firsts", document: prepared(documents.FirstsDocument) as unknown as Lists },
};

export type ListKey = keyof typeof LISTS;
export type List = NonNullable<documents.StoriesQuery["list"]>;
export type Group = NonNullable<List["bySchool"]>["nodes"][number];
export type { Locale, OverviewQuery } from "./generated/graphql";

// What is public is asked for by nobody in particular, so that caches answer; what editors see, by who has signed in.
export const everybody = makeClient();
export const person = makeClient({ asPerson: true });
