"""Two editors who publish, at one moment, what only together is a circle: the second is refused."""

import contextvars
import threading

import pytest
from conftest import ZONE, connection_to

import models
from models.access.actors import Actor
from models.database import writing
from models.editing import acts
from models.problems import ContentRefused

ANN = Actor("Ann")


def drafts_of_pages():
    """Make two pages that are live, and a draft of each below the other one."""
    made = {}
    for slug in ("one", "two"):
        made[slug] = acts.create(models.Page, slug, {"title": {"en": slug}, "position": 0}, ZONE, ANN).entry
        acts.publish(models.Page, made[slug], ZONE, ANN)
    for slug, above in (("one", "two"), ("two", "one")):
        acts.save(models.Page, made[slug], {"parent": made[above]}, ZONE, ANN)
    return made.values()


def drafts_of_redirects():
    """Make drafts of two redirects that lead to each other."""
    paths = (("one", "/one", "/two"), ("two", "/two", "/one"))
    return [
        acts.create(models.Redirect, slug, {"source": source, "location": location}, ZONE, ANN).entry
        for slug, source, location in paths
    ]


def publishing_beside(model, entry, context):
    """Publish in another thread, on a connection of its own; return the thread, and the codes of what it is refused."""
    refused = []

    def publish():
        try:
            acts.publish(model, entry, ZONE, ANN)
        except ContentRefused as error:
            refused.extend(each.code for each in error.problems)

    thread = threading.Thread(target=context.run, args=(publish,))
    thread.start()
    return thread, refused


@pytest.mark.parametrize(
    ("model", "drafts", "code"),
    [
        (models.Page, drafts_of_pages, "PARENT_CIRCLE"),
        (models.Redirect, drafts_of_redirects, "REDIRECT_CIRCLE"),
    ],
    ids=["pages", "redirects"],
)
def test_the_second_half_of_a_circle_is_refused(empty, model, drafts, code):
    with connection_to(empty):
        one, two = drafts()
        beside = contextvars.copy_context()
        with writing():
            acts.publish(model, one, ZONE, ANN)
            thread, refused = publishing_beside(model, two, beside)
            thread.join(0.5)
            assert thread.is_alive()  # it waits for the end of this transaction
        thread.join(20)
        assert (thread.is_alive(), refused) == (False, [code])
        drafted = [each.entry_id for each in model.select().where(model.live_from.is_null())]
        assert drafted == [two]
