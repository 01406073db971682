"""What is published of a draft when something else was published since it was made, and what that is published again."""

from conftest import ZONE
from test_editing import ANN, BOB, DAY, TITLE, clock, codes, live, refused, save, scheduled, story  # noqa: F401

from models import NewsStory
from models.editing import acts
from models.editing.conflicts import CHANGED

A, B = {"en": "A"}, {"en": "B"}


def publish(made, revision, **options):
    return acts.publish(NewsStory, made.entry, ZONE, BOB, revision=revision, **options)


def draft_of(made):
    return acts.states_of(NewsStory, made.entry).draft


def test_what_went_live_since_a_draft_was_made_stays_where_the_draft_says_nothing_else(empty, clock):  # noqa: F811
    made = story(title=A)
    scheduled(made, clock, days=1, title=B)
    drafted = save(made, BOB, None, category={"en": "X"})
    clock[0] += 2 * DAY
    out = publish(made, drafted.revision)
    assert (live(made)["title"], live(made)["category"]) == (B, {"en": "X"})
    assert (out.changed, out.merged) == (("category.en",), ("title.en",))
    assert live(made, clock[0] - DAY // 2)["title"] == B
    assert save(made, ANN, out.revision, title={"en": "C"}).changed == ("title.en",)


def test_what_will_be_live_where_a_draft_begins_stays_there(empty, clock):  # noqa: F811
    made = story(title=A)
    scheduled(made, clock, days=10, title=B)
    drafted = save(made, BOB, None, category={"en": "X"})
    publish(made, drafted.revision, at=clock[0] + 20 * DAY)
    later = live(made, clock[0] + 21 * DAY)
    assert (later["title"], later["category"]) == (B, {"en": "X"})
    assert live(made, clock[0] + 11 * DAY)["category"] is None


def test_what_both_have_changed_is_a_conflict_until_the_draft_overwrites_it(empty, clock):  # noqa: F811
    made = story(title=A)
    planned = scheduled(made, clock, days=1, title=B)
    drafted = save(made, BOB, None, title={"en": "C"})
    clock[0] += 2 * DAY
    [problem] = refused(acts.publish, NewsStory, made.entry, ZONE, BOB, revision=drafted.revision)
    assert (problem.field, problem.code, problem.reason) == ("title.en", "CONFLICT", CHANGED)
    assert (problem.base, problem.theirs, problem.yours) == ("A", "B", "C")
    assert (problem.by, problem.revision) == (ANN.name, planned.revision)
    assert live(made)["title"] == B
    publish(made, drafted.revision, overwrite=["title.en"])
    assert live(made)["title"] == {"en": "C"}


def test_what_was_unpublished_comes_back_only_when_it_is_overwritten(empty, clock):  # noqa: F811
    made = story()
    drafted = save(made, BOB, None, category={"en": "X"})
    acts.unpublish(NewsStory, made.entry, ANN, portion=acts.Portion(frozenset({"zh-Hant"})))
    out = publish(made, drafted.revision)
    assert (live(made)["title"], out.merged) == ({"en": "Launch"}, ("title.zh-Hant",))
    again = story(slug="again")
    drafted = save(again, BOB, None, category={"en": "X"})
    acts.unpublish(NewsStory, again.entry, ANN, portion=acts.Portion(frozenset({"zh-Hant"})))
    publish(again, drafted.revision, overwrite=["title.zh-Hant"])
    assert live(again)["title"] == TITLE


def test_a_portion_leaves_a_rest_that_reverts_nothing(empty, clock):  # noqa: F811
    made = story(title=A)
    scheduled(made, clock, days=1, title=B)
    drafted = save(made, BOB, None, title={"zh-Hant": "甲"}, category={"en": "X"})
    clock[0] += 2 * DAY
    portion = acts.Portion(frozenset({"zh-Hant"}), shared=False)
    publish(made, drafted.revision, portion=portion)
    assert live(made)["title"] == {"en": "B", "zh-Hant": "甲"}
    publish(made, draft_of(made).revision)
    assert (live(made)["title"], live(made)["category"]) == ({"en": "B", "zh-Hant": "甲"}, {"en": "X"})


def test_a_conflict_of_the_rest_of_a_draft_is_one_still(empty, clock):  # noqa: F811
    made = story(title=A)
    scheduled(made, clock, days=1, title=B)
    drafted = save(made, BOB, None, title={"en": "C", "zh-Hant": "甲"})
    clock[0] += 2 * DAY
    publish(made, drafted.revision, portion=acts.Portion(frozenset({"zh-Hant"}), shared=False))
    assert live(made)["title"] == {"en": "B", "zh-Hant": "甲"}
    problems = refused(acts.publish, NewsStory, made.entry, ZONE, BOB, revision=draft_of(made).revision)
    assert codes(problems) == [("title.en", "CONFLICT")]


def test_what_is_published_again_is_live_as_it_is_asked_for_or_a_problem(empty, clock):  # noqa: F811
    made = story()
    assert publish(made, made.revision).changed == ()
    live_already = "version 1 is live already: unpublish it to end it"
    assert said(made, made.revision, until=clock[0] + DAY) == live_already
    acts.unpublish(NewsStory, made.entry, ANN)
    assert said(made, made.revision) == "version 1 has ended: restore it"
    planned = story(slug="planned")
    acts.unpublish(NewsStory, planned.entry, ANN)
    at = clock[0] + DAY
    out = acts.restore(NewsStory, planned.entry, 1, ZONE, ANN)
    publish(planned, out.revision, at=at)
    assert said(planned, out.revision) == "version 2 is scheduled already: reschedule it"
    assert publish(planned, out.revision, at=at).version == 2


def said(made, revision, **options):
    [problem] = refused(acts.publish, NewsStory, made.entry, ZONE, BOB, revision=revision, **options)
    assert problem.field == "revision"
    return str(problem.reason)


def test_what_is_put_is_published_whole(empty, clock):  # noqa: F811
    made = story(title=A)
    scheduled(made, clock, days=1, title=B)
    save(made, BOB, None, category={"en": "X"})
    clock[0] += 2 * DAY
    content = {"title": A, "published_on": live(made)["published_on"]}
    out = acts.put(NewsStory, live(made)["slug"], content, ZONE, ANN)
    assert publish(made, out.revision).merged == ()
    assert (live(made)["title"], live(made)["category"]) == (A, None)
