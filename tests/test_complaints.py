"""What users of content systems complain of, tried here: docs/editing.md tells which test answers which complaint."""

import json
import random
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import ZONE, statements

from delivery.execution.operations import Operation
from models import Event, NewsStory, Tag
from models.access.actors import Actor
from models.editing import acting, acts
from models.editing.tables import Publication
from models.instants import to_microseconds
from models.problems import ContentRefused
from models.revisions import read_revisions
from resolvers.attributes.ids import encode
from server import create_app

ANN, BOB = Actor("Ann"), Actor("Bob")
TEXTS = {"en": "Launch", "zh-Hant": "發佈"}
HANT = acts.Portion(frozenset({"zh-Hant"}), shared=False)
ENGLISH = acts.Portion(frozenset({"en"}))
STORY = "query ($slug: String!) { newsStory(slug: $slug) { title tags { slug } } }"


def asked(executor, text, by=None, **variables):
    caller = {} if by is None else {"caller": by}
    answer = json.loads(executor.run(Operation(text, variables, **caller)).body)
    assert "errors" not in answer, answer["errors"]
    return next(iter(answer["data"].values()))


def drafted(**values):
    """Make a story; return its entry with the revision."""
    content = {"title": TEXTS, "published_on": date(2026, 1, 2), **values}
    made = acts.create(NewsStory, None, content, ZONE, ANN)
    return made.entry, made.revision


def published(**values):
    entry, revision = drafted(**values)
    return entry, acts.publish(NewsStory, entry, ZONE, ANN, revision=revision).revision


def save(entry, on, by=ANN, **changes):
    return acts.save(NewsStory, entry, changes, ZONE, by, on=on)


def states(entry):
    return acts.states_of(NewsStory, entry)


def live(entry):
    state = states(entry).live(acting.now())
    return state and state.values


def codes(act, *arguments, **options):
    with pytest.raises(ContentRefused) as caught:
        act(*arguments, **options)
    return [(each.field, each.code) for each in caught.value.problems]


def new_tag(name):
    return acts.create(Tag, None, {"name": {"en": name}}, ZONE, ANN).entry


def tag(name):
    entry = new_tag(name)
    acts.publish(Tag, entry, ZONE, ANN)
    return entry


# Lost work


def test_a_save_that_was_overtaken_undoes_nothing(empty):
    entry, revision = published()
    first = save(entry, revision, title={"en": "First"})
    second = save(entry, first.revision, title={"en": "Second"})
    assert codes(save, entry, first.revision, title={"en": "Late"}) == [("title.en", "CONFLICT")]
    assert states(entry).draft.values["title"] == {**TEXTS, "en": "Second"}
    assert states(entry).draft.revision == second.revision


def test_who_saves_again_and_again_is_in_no_conflict_with_themselves(empty):
    entry, revision = published()
    for number in range(10):
        revision = save(entry, revision, title={"en": f"Launch {number}"}).revision
    assert states(entry).draft.values["title"]["en"] == "Launch 9"


# Drafts that leak, states that lie


def test_saving_leaves_what_is_live_as_it_is(empty):
    entry, revision = published()
    save(entry, revision, title={"en": "Draft", "zh-Hant": None}, published_on=None)
    assert live(entry)["title"] == TEXTS


def test_what_is_put_is_a_draft(executor, ann):
    text = """mutation ($input: PutNewsStoryInput!) { putNewsStory(input: $input) { saved edition { state } } }"""
    given = {"slug": "launch", "content": {"title": {"en": {"value": "Launch"}}, "publishedOn": "2026-01-02"}}
    assert asked(executor, text, ann, input=given) == {"saved": True, "edition": {"state": "DRAFT"}}
    assert asked(executor, STORY, slug="launch") is None


def test_drafts_change_no_answer_no_total_no_revision_and_no_key_and_leave_answers_cached(copy):
    entry, revision = published()
    application = create_app({"SUNDIAL_DATABASE_URL": copy, "SUNDIAL_REQUEST_LOG": "off"})
    queries = [
        '{ newsStory(slug: "launch") { title } }',
        "{ newsStories(first: 20) { totalCount nodes { title schools { newsStories { totalCount } } } } }",
    ]

    def get(query):
        with statements() as texts:
            response = application.test_client().get("/graphql", query_string={"query": query})
        headers = {name: response.headers.get(name) for name in ("ETag", "Surrogate-Key")}
        return response.data, headers, len(texts)

    before, revisions = [get(query)[:2] for query in queries], read_revisions()
    assert b"Launch" in before[0][0]
    for number in range(3):
        revision = save(entry, revision, title={"en": f"Draft {number}"}, schools=[]).revision
        drafted()
        assert [get(query) for query in queries] == [(*each, 1) for each in before]  # which reads the revisions
    assert read_revisions() == revisions
    acts.publish(NewsStory, entry, ZONE, ANN, revision=revision)
    assert b"Draft 2" in get(queries[0])[0]


def test_a_publication_that_is_refused_says_so_and_shows_no_edition(executor, ann):
    text = (
        """mutation ($input: PublishInput!) { publish(input: $input) { saved edition { state } problems { code } } }"""
    )
    made = acts.create(NewsStory, None, {"title": TEXTS}, ZONE, ANN)
    given = {
        "entry": {"id": encode("NewsStory", made.uid)},
        "revision": made.revision,
        "despite": ["TRANSLATION_MISSING"],
    }
    answer = asked(executor, text, ann, input=given)
    assert (answer["saved"], answer["edition"]) == (False, None)
    assert {"code": "REQUIRED"} in answer["problems"]
    saved = acts.save(NewsStory, made.entry, {"published_on": date(2026, 1, 2)}, ZONE, ANN)
    answer = asked(executor, text, ann, input={**given, "revision": saved.revision})
    assert (answer["saved"], answer["edition"]) == (True, {"state": "LIVE"})


def test_a_draft_that_was_never_published_is_previewed(executor, ann):
    entry, _ = drafted()
    text = """mutation ($input: PreviewInput!) { createPreview(input: $input, path: "/") { token } }"""
    assert asked(executor, text, ann, input={"drafts": [encode("NewsStory", states(entry).uid)]})["token"]
    latest = STORY.replace("(slug: $slug)", "(slug: $slug, stage: LATEST)", 1)
    assert asked(executor, latest, ann, slug="launch") == {"title": "Launch", "tags": []}
    assert asked(executor, STORY, slug="launch") is None


# Links and their order


def test_order_stands_whatever_is_published_and_unpublished_in_any_order(executor):
    dice = random.Random(20260102)
    numbers = {f"tag-{letter}": tag(f"Tag {letter}") for letter in "abcdef"}
    slugs = list(numbers)
    dice.shuffle(slugs)
    entry, _ = published(tags=[numbers[slug] for slug in slugs])
    hidden = set()
    for _ in range(40):
        slug = dice.choice([*slugs, "story"])
        model, number = (NewsStory, entry) if slug == "story" else (Tag, numbers[slug])
        if slug in hidden:
            acts.restore(model, number, 1, ZONE, ANN)
            acts.publish(model, number, ZONE, ANN)
            hidden.discard(slug)
        else:
            acts.unpublish(model, number, ANN)
            hidden.add(slug)
        shown = asked(executor, STORY, slug="launch")
        wanted = [each for each in slugs if each not in hidden]
        assert shown == (
            None if "story" in hidden else {"title": "Launch", "tags": [{"slug": each} for each in wanted]}
        )


def test_what_is_linked_to_before_it_is_public_is_in_its_place_once_it_is(executor):
    early, late = tag("Early"), new_tag("Late")
    published(tags=[late, early])
    assert asked(executor, STORY, slug="launch")["tags"] == [{"slug": "early"}]
    acts.publish(Tag, late, ZONE, ANN)
    assert asked(executor, STORY, slug="launch")["tags"] == [{"slug": "late"}, {"slug": "early"}]


def test_a_list_has_no_entry_twice_however_it_is_sorted(empty):
    tags = [tag(name) for name in "abc"]
    entry, revision = published(tags=tags)
    assert codes(save, entry, revision, tags=[*tags, tags[0]])[0][1] == "INVALID"
    moves = acts.LinkChanges([acts.Add(acts.Placed(tags[2])), acts.Move(acts.Placed(tags[2], first=True))])
    save(entry, revision, tags=moves)
    assert states(entry).draft.values["tags"] == [tags[2], *tags[:2]]


def test_what_is_linked_to_is_unpublished_and_no_list_shows_it(executor):
    target = tag("Gone")
    entry, _ = published(tags=[target])
    acts.unpublish(Tag, target, ANN)
    assert asked(executor, STORY, slug="launch")["tags"] == []
    assert live(entry)["tags"] == [target]


# Languages


def test_a_portion_that_is_published_leaves_nothing_to_publish_of_it(empty):
    entry, revision = published()
    saved = save(entry, revision, title={"en": "English", "zh-Hant": "中文"})
    acts.publish(NewsStory, entry, ZONE, ANN, revision=saved.revision, portion=HANT)
    assert live(entry)["title"] == {"en": "Launch", "zh-Hant": "中文"}
    draft = states(entry).draft
    acts.publish(NewsStory, entry, ZONE, ANN, revision=draft.revision, portion=ENGLISH)
    assert live(entry)["title"] == {"en": "English", "zh-Hant": "中文"}
    assert states(entry).draft is None


def test_a_fallback_is_never_read_by_editors_so_it_is_never_saved(executor, ann):
    entry, revision = drafted(title={"en": "Launch"})
    given = {"id": encode("NewsStory", states(entry).uid)}
    shown = asked(executor, STORY.replace("$slug)", "$slug, locale: ZH_HANT, stage: LATEST)", 1), ann, slug="launch")
    assert shown["title"] == "Launch"  # which a reader is given
    content = "query ($e: EntryRef!) { newsStoryEditing(entry: $e) { draft { content { title { en { value } zhHant { value } } } } } }"
    read = asked(executor, content, ann, e=given)["draft"]["content"]
    assert read == {"title": {"en": {"value": "Launch"}, "zhHant": None}}
    text = "mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { saved changed } }"
    answer = asked(executor, text, ann, input={"entry": given, "on": revision, "change": read})
    assert answer == {"saved": True, "changed": []}
    assert states(entry).draft.values["title"] == {"en": "Launch"}


def test_what_has_no_language_is_changed_beside_translations(empty):
    entry, revision = published()
    save(entry, revision, published_on=date(2026, 2, 3))
    assert states(entry).draft.values["title"] == TEXTS


def test_a_text_that_is_copied_to_a_language_is_a_draft_with_its_mark(empty):
    entry, revision = published()
    sources = {"title.zh-Hans": {"kind": "CONVERSION", "of": "zh-Hant"}}
    save(entry, revision, title={"zh-Hans": "发布"}, sources=sources)
    assert "zh-Hans" not in live(entry)["title"]
    assert states(entry).draft.sources["title.zh-Hans"]["kind"] == "CONVERSION"


STATUS = """query ($e: EntryRef!) { newsStoryEditing(entry: $e) { draft { translations { locale stale } } } }"""


def test_a_translation_is_stale_when_its_source_changes_and_at_no_other_time(executor, ann):
    entry, revision = drafted(title={"en": "Launch"}, category={"en": "News"})
    given = {"id": encode("NewsStory", states(entry).uid)}

    def stale():
        found = asked(executor, STATUS, ann, e=given)["draft"]["translations"]
        return {each["locale"]: each["stale"] for each in found if each["stale"]}

    sources = {"title.zh-Hant": {"kind": "TRANSLATION", "of": "en"}}
    revision = save(entry, revision, title={"zh-Hant": "發佈"}, sources=sources).revision
    revision = save(entry, revision, category={"en": "Events"}, published_on=date(2026, 2, 3)).revision
    assert stale() == {}
    revision = save(entry, revision, title={"en": "Liftoff"}).revision
    assert stale() == {"ZH_HANT": ["title.zhHant"]}
    save(entry, revision, title={"en": "Launch"})
    assert stale() == {}


# Rules


def test_rules_are_asked_of_what_results_whatever_portion_is_published(empty):
    entry, revision = drafted(title={"zh-Hant": "發佈"}, published_on=None)
    assert codes(acts.publish, NewsStory, entry, ZONE, ANN, revision=revision, portion=HANT) == [
        ("published_on", "REQUIRED")
    ]


def test_a_rule_that_is_new_stops_no_unpublishing_no_restoring_and_not_what_mends_it(empty, monkeypatch):
    entry, _ = published(title={"en": "Launch"})
    monkeypatch.setattr(NewsStory.title, "required_in", ("zh-Hant",))
    restored = acts.restore(NewsStory, entry, 1, ZONE, ANN)
    assert codes(acts.publish, NewsStory, entry, ZONE, ANN) == [("title.zh-Hant", "REQUIRED")]
    mended = save(entry, restored.revision, title={"zh-Hant": "發佈"})
    acts.publish(NewsStory, entry, ZONE, ANN, revision=mended.revision)
    assert live(entry)["title"] == TEXTS
    acts.unpublish(NewsStory, entry, ANN, portion=HANT)
    assert live(entry)["title"] == {"en": "Launch"}
    acts.unpublish(NewsStory, entry, ANN)
    assert live(entry) is None


def test_a_version_that_lacks_what_is_required_by_now_is_restored(empty, monkeypatch):
    entry, revision = published(title={"en": "Launch"})
    saved = save(entry, revision, title=TEXTS)
    acts.publish(NewsStory, entry, ZONE, ANN, revision=saved.revision)
    monkeypatch.setattr(NewsStory.title, "required_in", ("zh-Hant",))
    acts.restore(NewsStory, entry, 1, ZONE, ANN)
    assert states(entry).draft.values["title"] == {"en": "Launch"}
    assert codes(acts.publish, NewsStory, entry, ZONE, ANN) == [("title.zh-Hant", "REQUIRED")]


# Time


def test_a_day_stays_the_same_day_however_often_it_is_saved(executor, ann):
    entry, revision = drafted()
    given = {"id": encode("NewsStory", states(entry).uid)}
    read = "query ($e: EntryRef!) { newsStoryEditing(entry: $e) { draft { content { publishedOn } } } }"
    text = "mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { saved revision } }"
    for number in range(5):
        change = asked(executor, read, ann, e=given)["draft"]["content"]
        change["title"] = {"en": {"value": f"Launch {number}"}}
        answer = asked(executor, text, ann, input={"entry": given, "on": revision, "change": change})
        assert answer["saved"]
        revision = answer["revision"]
    assert states(entry).draft.values["published_on"] == date(2026, 1, 2)


def test_a_time_stays_the_same_instant_however_often_it_is_saved(executor, ann):
    at = datetime(2026, 5, 1, 16, tzinfo=UTC)
    content = {"title": TEXTS, "starts_at": at, "ends_at": at + timedelta(hours=1)}
    made = acts.create(Event, None, content, ZONE, ANN)
    given = {"id": encode("Event", made.uid)}
    read = "query ($e: EntryRef!) { eventEditing(entry: $e) { draft { revision content { startsAt endsAt } } } }"
    text = "mutation ($input: SaveEventInput!) { saveEvent(input: $input) { saved changed } }"
    for _ in range(3):
        draft = asked(executor, read, ann, e=given)["draft"]
        assert draft["content"]["startsAt"] == "2026-05-02T00:00:00+08:00"
        answer = asked(executor, text, ann, input={"entry": given, "on": draft["revision"], "change": draft["content"]})
        assert answer == {"saved": True, "changed": []}


def test_what_is_scheduled_begins_at_the_instant_that_was_said_and_says_it_in_the_sites_zone(executor, ann):
    entry, revision = drafted()
    given = {"entry": {"id": encode("NewsStory", states(entry).uid)}, "revision": revision}
    text = "mutation ($input: PublishInput!) { publish(input: $input) { edition { state liveFrom } } }"
    given |= {"at": "2099-01-05T01:00:00.000001Z", "despite": ["TRANSLATION_MISSING"]}
    answer = asked(executor, text, ann, input=given)
    assert answer == {"edition": {"state": "SCHEDULED", "liveFrom": "2099-01-05T09:00:00.000001+08:00"}}
    begins = to_microseconds(datetime(2099, 1, 5, 1, tzinfo=UTC)) + 1
    assert states(entry).live(begins - 1) is None
    assert states(entry).live(begins).values["title"] == TEXTS
    local = {**given, "at": "2099-01-05T09:00:00"}
    answer = json.loads(executor.run(Operation(text, {"input": local}, caller=ann)).body)
    assert "offset" in answer["errors"][0]["message"]


def test_what_is_changed_after_it_was_scheduled_does_not_go_out_with_it(empty):
    entry, revision = drafted()
    at = acting.now() + 3_600_000_000
    scheduled = acts.publish(NewsStory, entry, ZONE, ANN, revision=revision, at=at)
    save(entry, None, title={"en": "Not yet looked at"})
    assert states(entry).live(at).values["title"] == TEXTS
    assert states(entry).live(at).version == scheduled.version


# History, feeds, programs


def test_each_change_of_what_is_public_is_told_once(empty):
    entry, revision = published()
    revision = save(entry, revision, title={"en": "Draft"}).revision
    assert Publication.select().where(Publication.entry == entry).count() == 1
    acts.publish(NewsStory, entry, ZONE, ANN, revision=revision)
    acts.publish(NewsStory, entry, ZONE, ANN, revision=revision)
    acts.unpublish(NewsStory, entry, ANN)
    told = Publication.select(Publication.kind).where(Publication.entry == entry).order_by(Publication.position)
    assert [kind for (kind,) in told.tuples()] == ["PUBLISHED", "PUBLISHED", "UNPUBLISHED"]


def test_what_is_absent_is_left_and_null_clears_a_language_alone(executor, ann):
    entry, revision = drafted(category={"en": "News"})
    given = {"entry": {"id": encode("NewsStory", states(entry).uid)}, "on": revision}
    text = "mutation ($input: SaveNewsStoryInput!) { saveNewsStory(input: $input) { changed } }"
    answer = asked(executor, text, ann, input={**given, "change": {"title": {"zhHant": None}}})
    assert answer == {"changed": ["title.zhHant"]}
    values = states(entry).draft.values
    assert (values["title"], values["category"]) == ({"en": "Launch"}, {"en": "News"})


def test_chinese_titles_give_slugs_that_can_be_read(empty):
    entry, _ = drafted(title={"zh-Hant": "科大新聞"})
    other, _ = drafted(title={"en": "科大 News!", "zh-Hant": "科大新聞"})
    assert states(entry).draft.values["slug"] == f"news-story-{states(entry).uid}"
    assert states(other).draft.values["slug"] == "news"
