"""Where texts come from, when they are restored, discarded, merged, published by portions or carried to what is later."""

from datetime import date

from conftest import ZONE
from test_editing import ANN, BOB, clock, save, scheduled  # noqa: F401

from models import NewsStory
from models.editing import acts
from models.editing.sources import mark_of

TRANSLATION = {"kind": "TRANSLATION", "of": "en"}
OF_A = {"title.zh-Hant": {**TRANSLATION, "mark": mark_of("A")}}
OF_B = {"title.zh-Hant": {**TRANSLATION, "mark": mark_of("B")}}
ZH = acts.Portion(frozenset({"zh-Hant"}), shared=False)


def translated():
    """A story that is live, whose text in English has changed since it was translated."""
    content = {"title": {"en": "A", "zh-Hant": "甲"}, "published_on": date(2026, 1, 2)}
    made = acts.create(NewsStory, None, {**content, "sources": {"title.zh-Hant": TRANSLATION}}, ZONE, ANN)
    publish(made, made)
    publish(made, save(made, ANN, None, title={"en": "B"}))
    return made


def publish(made, out, **options):
    return acts.publish(NewsStory, made.entry, ZONE, ANN, revision=out.revision, **options)


def draft_of(made):
    return acts.states_of(NewsStory, made.entry).draft


def test_what_is_restored_has_the_mark_that_it_had(empty, clock):  # noqa: F811
    made = translated()
    publish(made, save(made, ANN, None, title={"zh-Hant": "乙"}))
    out = acts.restore(NewsStory, made.entry, 1, ZONE, ANN, portion=ZH)
    assert (draft_of(made).sources, draft_of(made).values["title"]["en"]) == (OF_A, "B")
    assert out.changed == ("title.zh-Hant",)


def test_a_source_alone_is_restored_too(empty, clock):  # noqa: F811
    made = translated()
    publish(made, save(made, ANN, None, sources={"title.zh-Hant": TRANSLATION}))
    out = acts.restore(NewsStory, made.entry, 2, ZONE, ANN)
    assert (draft_of(made).sources, out.changed) == (OF_A, ("title.zh-Hant",))


def test_what_is_discarded_is_as_it_is_published_with_its_mark(empty, clock):  # noqa: F811
    made = translated()
    save(made, ANN, None, title={"zh-Hant": "乙"}, category={"en": "X"})
    assert draft_of(made).sources == {}
    acts.discard(NewsStory, made.entry, ANN, portion=ZH)
    assert (draft_of(made).sources, draft_of(made).values["title"]["zh-Hant"]) == (OF_A, "甲")


def test_a_text_that_others_have_changed_takes_no_source_of_what_it_was(empty, clock):  # noqa: F811
    made = translated()
    seen = acts.states_of(NewsStory, made.entry).latest(clock[0]).revision
    save(made, BOB, seen, title={"zh-Hant": "乙"})
    out = save(made, ANN, seen, title={"zh-Hant": "甲"}, sources={"title.zh-Hant": TRANSLATION})
    assert (draft_of(made).sources, out.merged) == ({}, ("title.zh-Hant",))


def test_a_source_that_is_left_to_publish_stays_draft(empty, clock):  # noqa: F811
    made = translated()
    drafted = save(made, ANN, None, category={"en": "X"}, sources={"title.zh-Hant": TRANSLATION})
    publish(made, drafted, portion=acts.Portion(frozenset({"en"})))
    assert draft_of(made).sources == OF_B
    publish(made, draft_of(made))
    assert acts.states_of(NewsStory, made.entry).live(clock[0]).sources == OF_B


def test_what_is_scheduled_takes_a_text_over_with_its_source(empty, clock):  # noqa: F811
    made = translated()
    scheduled(made, clock, category={"en": "X"})
    drafted = save(made, ANN, None, title={"zh-Hant": "乙"}, sources={"title.zh-Hant": TRANSLATION})
    publish(made, drafted, later=acts.Later.REBASE)
    last = acts.states_of(NewsStory, made.entry).published[-1]
    assert (last.values["title"], last.values["category"], last.sources) == (
        {"en": "B", "zh-Hant": "乙"},
        {"en": "X"},
        OF_B,
    )
