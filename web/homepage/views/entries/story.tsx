// A news story.
import { day } from "../../../shared/instants";
import { useLang, useReading } from "../../reading";
import { Prose } from "../../sections/prose";
import { Columns, Heading, Linked, Links, type Of } from "./parts";

export function Story({ story }: { story: Of<"NewsStory"> }) {
  const { lang, words } = useReading();
  const langOf = useLang();
  return (
    <Columns aside={<><Links title={words.authors} entries={story.authors} /><Links title={words.seeAlso} entries={story.related} /><Linked of={story} /></>}>
      <p className="kicker" lang={langOf(story.translation, "category")}>{story.category}</p>
      <Heading entry={story} field="title">{story.title}</Heading>
      <p className="quiet">
        <time dateTime={story.publishedOn}>{day(story.publishedOn, lang)}</time>
        {story.updatedOn && <> · {words.updated} <time dateTime={story.updatedOn}>{day(story.updatedOn, lang)}</time></>}
        {story.body && ` · ${words.minutes(story.body.readingMinutes)}`}
      </p>
      {story.summary && <p className="intro" lang={langOf(story.translation, "summary")}>{story.summary}</p>}
      <Prose of={story.body} />
    </Columns>
  );
}
