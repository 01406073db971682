// What the dashboard asks for, parsed once.
import { makeClient } from "../shared/client";
import { prepared } from "../shared/documents";
import * as documents from "./generated/graphql";

export const Overview = prepared(documents.OverviewDocument);
export const Choices = prepared(documents.ChoicesDocument);
export const Coming = prepared(documents.ComingDocument);
export const Search = prepared(documents.SearchDocument);
export const Viewer = prepared(documents.ViewerDocument);
export const Schedule = prepared(documents.ScheduleDocument);
export const Translations = prepared(documents.TranslationsDocument);

const Stories = prepared(documents.StoriesDocument);
type Lists = typeof Stories;

// The documents of one shape, each with what the table of a chart is asked for by: the operation's name.
export const LISTS = {
  stories: { field: "newsStories", name: "Stories", label: "Stories", document: Stories, month: "were published" },
  events: { field: "events", name: "Events", label: "Events", document: prepared(documents.EventsDocument) as unknown as Lists, month: "begin" },
  programs: { field: "programs", name: "Programs", label: "Programs", document: prepared(documents.ProgramsDocument) as unknown as Lists, month: "went live" },
  awards: { field: "awards", name: "Awards", label: "Awards", document: prepared(documents.AwardsDocument) as unknown as Lists, month: "went live" },
  firsts: { field: "firsts", name: "Firsts", label: "Firsts", document: prepared(documents.FirstsDocument) as unknown as Lists, month: "went live" },
};

export type ListKey = keyof typeof LISTS;
export type List = NonNullable<documents.StoriesQuery["list"]>;
export type Group = NonNullable<List["bySchool"]>["nodes"][number];
export type { Locale, OverviewQuery } from "./generated/graphql";

// What is public is asked for by nobody in particular, so that caches answer; what editors see, by who has signed in.
export const everybody = makeClient();
export const person = makeClient({ asPerson: true });
