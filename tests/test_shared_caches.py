"""Shared caches: what they are told of an answer, so that they give it to nobody else and not for too long."""

from datetime import timedelta

import pytest
from conftest import SHOWN_AT

import models
from models import database
from models.instants import to_microseconds
from server import create_app


def get(url, **headers):
    client = create_app(
        {"SUNDIAL_DATABASE_URL": url}, clock=lambda: SHOWN_AT + timedelta(milliseconds=900)
    ).test_client()
    return client.get("/graphql", query_string={"query": "{ tags { totalCount } }"}, headers=headers)


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://localhost:1"}, {"Origin": "https://elsewhere.example"}])
def test_an_answer_varies_by_origin_whether_or_not_there_is_one(copy, origin):
    varies = {name.strip() for value in get(copy, **origin).headers.getlist("Vary") for name in value.split(",")}
    assert varies == {"Accept", "Accept-Encoding", "Origin", "Authorization", "Sundial-Preview"}


@pytest.mark.parametrize(
    ("milliseconds", "told"),
    [
        (1_700, ("public, no-cache", None)),
        (1_900, ("public, max-age=1", "0")),
        (3_899, ("public, max-age=2", "0")),
        (3_900, ("public, max-age=3", "1")),
        (6_899, ("public, max-age=5", "3")),
        (6_900, ("public, max-age=5", "4")),
        (90_000, ("public, max-age=5", "4")),
    ],
)
def test_an_answer_is_kept_no_longer_than_it_stands_and_by_nginx_a_second_or_two_less(copy, milliseconds, told):
    until = to_microseconds(SHOWN_AT + timedelta(milliseconds=milliseconds))
    with database.writing():
        models.Tag.update(live_until=until).where(models.Tag.slug == "donation").execute()
    headers = get(copy).headers
    assert (headers["Cache-Control"], headers.get("X-Accel-Expires")) == told
