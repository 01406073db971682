// News and stories.
import { day } from "../../shared/instants";
import type { FirstViewQuery } from "../data";
import { pathOf } from "../paths";
import { useLang, useReading } from "../reading";
import { Section } from "./section";

type News = NonNullable<NonNullable<FirstViewQuery["homepage"]>["news"]>;

export function News({ news }: { news: News }) {
  return (
    <Section id="news" of={news}>
      <ul className="cards">
        {news.items.map((story) => <Story key={story.id} story={story} />)}
      </ul>
    </Section>
  );
}

function Story({ story }: { story: News["items"][number] }) {
  const reading = useReading();
  const lang = useLang();
  return (
    <li className="card">
      <article>
        <p className="kicker">
          <span lang={lang(story.translation, "category")}>{story.category}</span>
        </p>
        <h3 lang={lang(story.translation, "title")}>
          <a href={pathOf(story, reading)}>{story.title}</a>
        </h3>
        {story.tags.length > 0 && (
          <ul className="tags">
            {story.tags.map((tag) => <li key={tag.id} lang={lang(tag.translation)}>{tag.name}</li>)}
          </ul>
        )}
        {story.body && <p lang={lang(story.translation, "body")}>{story.body.text}</p>}
        <p className="quiet">
          <time dateTime={story.publishedOn}>{day(story.publishedOn, reading.lang)}</time>
        </p>
      </article>
    </li>
  );
}
