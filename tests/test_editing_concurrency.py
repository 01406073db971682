"""Sixteen editors and programs at once, over HTTP, on a real gunicorn."""

import time
from contextlib import closing
from datetime import date

from conftest import ZONE
from editors import PATHS, Client, killable, make_token, require_sum, write_together

from models import NewsStory
from models.access.actors import Actor
from models.editing import acts
from resolvers.attributes.ids import encode

EDITORS, SAVES, STORIES = 16, 8, 2
ANN = Actor("Ann")


def stories(number):
    """Make drafts; return their ids with their revisions."""
    found = {}
    for _ in range(number):
        made = acts.create(NewsStory, None, {"title": {"en": "First"}, "published_on": date(2026, 1, 2)}, ZONE, ANN)
        found[encode("NewsStory", made.uid)] = made.revision
    return found


def test_the_end_is_the_sum_of_what_was_accepted_and_every_loser_is_told(copy):
    secrets = [make_token(f"editor-{number}-{time.time_ns()}") for number in range(EDITORS)]
    entries = stories(STORIES)
    first = {path: "First" if path == ("title", "en") else None for path in PATHS}
    with killable(copy) as (port, _):
        editors = write_together(port, secrets, entries, SAVES)
        with closing(Client(port, secrets[0])) as client:
            require_sum(client, editors, entries, first)
    told = sum(len(each.accepted) + len(each.conflicts) for each in editors)
    assert told == EDITORS * SAVES
    assert any(each.conflicts for each in editors)
