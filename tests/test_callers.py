"""Callers: whose request one is by its credentials, and that bad ones are refused, whatever they ask."""

import json
from contextlib import contextmanager

import pytest
from conftest import SHOWN_AT, collecting, statements, written
from signing_in import (
    EMAIL,
    PREFLIGHT,
    QUERY,
    Clock,
    application,
    ask,
    bearer,
    code,
    person,
    preview,
    token,
)

import models
from delivery.access.callers import MOST_NOTED
from delivery.edge import rate_limits
from delivery.services import services
from models import database
from models.access import people, sessions, tokens
from models.access.actors import COMMAND_LINE
from models.access.grants import Action
from models.access.tables import Change
from models.instants import to_microseconds

NOW = to_microseconds(SHOWN_AT)
PRIVATE = {"Cache-Control": "private, no-store"}


@contextmanager
def asked_by(app):
    """Collect the callers of the operations that run."""
    found, executor = [], services(app).executor
    execute = executor.execute

    def note(prepared, *given, **named):
        found.append(prepared.asked.caller)
        return execute(prepared, *given, **named)

    executor.execute = note
    try:
        yield found
    finally:
        executor.execute = execute


def lines(act):
    return list(Change.select().where(Change.act == act))


def cookie(secret, name="sundial_session"):
    return {"Cookie": f"{name}={secret}"}


def test_a_token_says_who_asks_and_what_they_may(copy):
    app, ada = application(copy), person()
    row, secret = token(ada)
    with asked_by(app) as callers:
        response = ask(app.test_client(use_cookies=False), **bearer(secret))
    assert response.json["data"]
    (caller,) = callers
    assert (caller.person, caller.token, caller.name) == (ada.person, row.token, f"{EMAIL} by frontend")
    assert caller.grants.permission(Action.PREVIEW, "NewsStory").is_always
    assert caller.grants.permission(Action.PUBLISH, "NewsStory").is_never


@pytest.mark.parametrize("header", ["Bearer\tsundial_x", "bearer", "Bearer ", "BEARER  sundial_x"])
def test_a_token_that_is_none_is_refused_however_it_is_written(copy, header):
    response = ask(application(copy).test_client(use_cookies=False), Authorization=header)
    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")


def test_a_session_says_who_asks(copy):
    app, ada = application(copy), person()
    secret = sessions.begin(ada, NOW, "a browser")
    with asked_by(app) as callers:
        assert ask(app.test_client(use_cookies=False), **cookie(secret), **PREFLIGHT).json["data"]
    assert [(each.person, each.token, each.name) for each in callers] == [(ada.person, None, EMAIL)]


def test_a_preview_shows_and_is_nobody(copy):
    app, ada = application(copy), person(roles=["admin"])
    with asked_by(app) as callers:
        assert ask(app.test_client(use_cookies=False), **{"Sundial-Preview": preview(ada, at=NOW)}).json["data"]
    (caller,) = callers
    assert (caller.person, caller.token, caller.name) == (None, None, f"preview of {EMAIL}")
    assert (caller.preview.at, caller.preview.is_latest) == (NOW, True)
    may = {action for action in Action if caller.preview.grants.permission(action, "Tag").is_always}
    assert may == {Action.PREVIEW, Action.READ_DRAFTS}
    assert caller.grants.all == frozenset()


def test_a_preview_beside_a_token_leaves_the_tokens_grants(copy):
    app, ada = application(copy), person(roles=["admin"])
    bob = person("bob@example.edu", roles=["translator"])
    _, secret = token(bob)
    with asked_by(app) as callers:
        assert ask(app.test_client(use_cookies=False), **bearer(secret), **{"Sundial-Preview": preview(ada)}).json[
            "data"
        ]
    (caller,) = callers
    assert (caller.person, caller.name) == (bob.person, "bob@example.edu by frontend")
    assert caller.preview.is_latest
    assert caller.grants == people.grants_of(bob)
    assert caller.preview.grants.permission(Action.PREVIEW, "Tag").is_always
    assert caller.grants.permission(Action.PUBLISH, "Tag").is_never


def test_a_token_is_asked_by_even_where_there_is_a_cookie(copy):
    app, ada = application(copy), person()
    row, secret = token(ada)
    with asked_by(app) as callers:
        assert ask(app.test_client(use_cookies=False), **bearer(secret), **cookie("tampered")).json["data"]
    assert callers[0].token == row.token


def bad_credentials():
    good = "sundial_" + "0" * 34 + "0" * 6
    return {
        "no token": {"Authorization": "Bearer "},
        "a word": {"Authorization": "Bearer word"},
        "in small letters": {"Authorization": "bearer word"},
        "a wrong checksum": {"Authorization": f"Bearer {good}"},
        "a token of 8,000 bytes": {"Authorization": f"Bearer {'x' * 8_000}"},
        "letters of other scripts": {"Authorization": "Bearer sundial_é"},
        "a tampered session": {**cookie("tampered"), **PREFLIGHT},
        "no session": {**cookie(""), **PREFLIGHT},
        "two sessions": {"Cookie": "sundial_session=a; sundial_session=b", **PREFLIGHT},
        "a preview": {"Sundial-Preview": "word"},
        "no preview": {"Sundial-Preview": ""},
        "a preview of 8,000 bytes": {"Sundial-Preview": "x" * 8_000},
    }


@pytest.mark.parametrize("name", bad_credentials())
def test_bad_credentials_are_refused_whatever_is_asked(copy, name):
    client, headers = application(copy).test_client(use_cookies=False), bad_credentials()[name]
    for response in (
        ask(client, **headers),
        ask(client, [QUERY, QUERY], **headers),
        ask(client, {"nothing": 1}, **headers),
        client.get("/graphql", query_string=QUERY, headers=headers),
        client.get("/graphql/", query_string=QUERY, headers=headers),
        client.head("/graphql", query_string=QUERY, headers=headers),
        client.get("/graphql?documentId=sha256:0", headers={"Accept": "text/html", **headers}),
    ):
        assert response.status_code == 401
        if response.request.method != "HEAD":
            assert code(response) == "UNAUTHENTICATED"
            assert "data" not in response.json
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_public_answer_that_is_cached_is_not_given_for_bad_credentials(copy):
    client = application(copy).test_client(use_cookies=False)
    for _ in range(3):
        assert ask(client).json["data"]
    assert ask(client, **bearer("word")).status_code == 401
    assert ask(client, **{"Sundial-Preview": "word"}).status_code == 401
    assert ask(client, **cookie("word"), **PREFLIGHT).status_code == 401


def test_credentials_that_are_over_are_refused(copy):
    clock = Clock()
    app, ada = application(copy, clock), person()
    (row, secret), shown, session = token(ada, days=2), preview(ada, days=2), sessions.begin(ada, NOW, "")
    client = app.test_client(use_cookies=False)
    ways = [bearer(secret), {"Sundial-Preview": shown}, {**cookie(session), **PREFLIGHT}]
    assert [ask(client, **way).status_code for way in ways] == [200, 200, 200]
    tokens.revoke(row, COMMAND_LINE, NOW)
    assert ask(client, **ways[0]).status_code == 401
    clock.wait(days=3)
    assert [ask(client, **way).status_code for way in ways] == [401, 401, 401]


def test_nothing_of_a_person_who_is_disabled_is_good(copy):
    app, ada = application(copy), person()
    (_, secret), shown, session = token(ada), preview(ada), sessions.begin(ada, NOW, "")
    ways = [bearer(secret), {"Sundial-Preview": shown}, {**cookie(session), **PREFLIGHT}]
    people.disable(ada, COMMAND_LINE, NOW)
    assert [ask(app.test_client(use_cookies=False), **way).status_code for way in ways] == [401, 401, 401]


def test_a_session_ends_when_it_is_not_used_and_in_any_case(copy):
    clock = Clock()
    app, ada = application(copy, clock, SUNDIAL_SESSION_IDLE="3600", SUNDIAL_SESSION_MAX="14400"), person()
    client = app.test_client(use_cookies=False)
    used, unused = ({**cookie(sessions.begin(ada, NOW, "")), **PREFLIGHT} for _ in range(2))
    for _ in range(4):
        clock.wait(minutes=59)
        assert ask(client, **used).status_code == 200
    assert ask(client, **unused).status_code == 401
    clock.wait(minutes=10)
    assert ask(client, **used).status_code == 401


@pytest.mark.parametrize("scheme", ["Basic YTpi", "Digest x", "Negotiate x", ""])
def test_other_schemes_are_a_proxys_and_say_nothing(copy, scheme):
    app = application(copy)
    with asked_by(app) as callers:
        response = ask(app.test_client(use_cookies=False), Authorization=scheme)
    assert response.json["data"]
    assert callers[0].is_anonymous
    assert "ETag" not in response.headers


def test_other_cookies_say_nothing_and_hinder_no_cache(copy):
    app = application(copy)
    client = app.test_client(use_cookies=False)
    for _ in range(3):
        assert ask(client, Cookie="_ga=1; theme=dark; not_sundial_session=x").json["data"]
    assert services(app).executor.runs == 1


def test_answers_to_callers_are_their_own(copy):
    app, ada = application(copy), person()
    _, secret = token(ada)
    client = app.test_client(use_cookies=False)
    for headers in (
        bearer(secret),
        {**cookie(sessions.begin(ada, NOW, "")), **PREFLIGHT},
        {"Sundial-Preview": preview(ada)},
    ):
        for method in ("GET", "POST"):
            query = {"query": "{ schools { totalCount } }"}
            if method == "GET":
                responses = [client.get("/graphql", query_string=query, headers=headers) for _ in range(3)]
            else:
                responses = [ask(client, query, **headers) for _ in range(3)]
            for response in responses:
                assert response.headers["Cache-Control"] == "private, no-store"
                assert not {"ETag", "Surrogate-Key", "X-Accel-Expires"} & {*response.headers.keys()}
    assert services(app).executor.runs == 2 + 2 + 6  # what a preview shows is read each time


def test_who_may_be_known_costs_nothing_where_nobody_says_so(copy):
    client = application(copy).test_client(use_cookies=False)
    ask(client)
    with statements() as without:
        ask(client)
    with statements() as bad:
        assert ask(client, **bearer("sundial_" + "0" * 40)).status_code == 401
        assert ask(client, **bearer("sundial_" + "0" * 40)).status_code == 401
    assert not any("access_" in each or "change" in each for each in without)
    assert not any("access_token" in each for each in bad)


def test_bad_credentials_are_noted_once_a_minute_for_each_address(copy):
    client = application(copy).test_client(use_cookies=False)
    for _ in range(5):
        ask(client, **bearer("word"), **{"X-Request-Id": "first"})
    ask(client, **cookie("word"), **PREFLIGHT)
    client.post("/graphql", json={}, headers=bearer("word"), environ_base={"REMOTE_ADDR": "192.0.2.1"})
    noted = lines("token.refused")
    assert [json.loads(each.details)["address"] for each in noted] == ["127.0.0.1", "192.0.2.1"]
    assert noted[0].request_id == "first"
    assert len(lines("session.refused")) == 1
    assert "word" not in "".join(each.details for each in noted)


def test_what_is_noted_of_addresses_is_bounded(copy):
    client = application(copy).test_client()
    for number in range(2 * MOST_NOTED):
        address = {"REMOTE_ADDR": f"192.0.{number % 7}.{number // 7}"}
        client.post("/graphql", json=QUERY, headers=bearer("x"), environ_base=address)
    assert len(lines("token.refused")) == MOST_NOTED


def test_a_database_that_fails_is_told_and_not_taken_for_nobody(copy):
    app = application(copy)
    with database.writing():
        models.Tag._meta.database.execute_sql("ALTER TABLE access_token RENAME TO elsewhere")
    response = ask(app.test_client(use_cookies=False), **bearer(token_of_nobody()))
    assert response.status_code >= 500
    assert "data" not in response.json
    assert "access_token" not in response.text


def token_of_nobody():
    from models.access import credentials

    return credentials.new_token()


def test_the_log_has_the_code_and_no_secret(copy):
    app = collecting(application(copy))
    ask(app.test_client(use_cookies=False), **bearer("sundial_secret"))
    (line,) = map(json.loads, written(app).splitlines())
    assert (line["status"], line["codes"]) == (401, ["UNAUTHENTICATED"])
    assert "sundial_secret" not in json.dumps(line)


def limits_of(response):
    """What the answer says of costs."""
    return {name: value for name, value in response.json["extensions"].items() if name.startswith("cost")}


@pytest.mark.parametrize("kind", ["token", "person"])
def test_a_caller_may_ask_for_more_and_is_told_how_much(copy, kind):
    small, large = ({"query": f"{{ tags(first: {number}) {{ nodes {{ slug }} }} }}"} for number in (20, 40))
    costs = [limits_of(ask(application(copy).test_client(), each)) for each in (small, large)]
    (small_cost, large_cost) = (each["cost"] for each in costs)
    assert small_cost < large_cost
    assert "costLimit" not in costs[0]
    settings = {"SUNDIAL_MAX_COST": str(small_cost - 1), f"SUNDIAL_{kind.upper()}_MAX_COST": str(large_cost - 1)}
    app, ada = application(copy, **settings), person()
    headers = bearer(token(ada)[1]) if kind == "token" else {**cookie(sessions.begin(ada, NOW, "")), **PREFLIGHT}
    client = app.test_client(use_cookies=False)
    assert code(ask(client, small)) == "LIMIT_EXCEEDED"
    answered, refused = (ask(client, each, **headers) for each in (small, large))
    assert (code(answered), limits_of(answered)) == (None, {"cost": small_cost, "costLimit": large_cost - 1})
    assert (code(refused), limits_of(refused)) == ("LIMIT_EXCEEDED", {"cost": large_cost, "costLimit": large_cost - 1})
    assert str(large_cost - 1) in refused.json["errors"][0]["message"]
    batch = ask(client, [small, small], **headers).json
    assert [each["extensions"]["code"] for one in batch for each in one.get("errors", ())] in (
        [],
        ["LIMIT_EXCEEDED"] * 2,
    )
    assert ("errors" in batch[0]) is (2 * small_cost > large_cost - 1)


def test_signing_in_takes_nothing_away(copy):
    app, ada = application(copy, SUNDIAL_MAX_COST="90000", SUNDIAL_TOKEN_MAX_COST="10"), person()
    response = ask(app.test_client(use_cookies=False), **bearer(token(ada)[1]))
    assert limits_of(response)["costLimit"] == 90_000


def test_tokens_and_people_have_rates_of_their_own(copy, monkeypatch):
    monkeypatch.setattr(rate_limits, "FREE_SECONDS", 600)  # a busy machine is nobody's fault
    settings = {
        "SUNDIAL_RATE_LIMIT": "100 per hour",
        "SUNDIAL_TOKEN_RATE_LIMIT": "300 per hour",
        "SUNDIAL_PERSON_RATE_LIMIT": "500 per hour",
        "SUNDIAL_CACHE": "0",
    }
    app, ada = application(copy, **settings), person()
    ways = {
        "nobody": {},
        "token": bearer(token(ada)[1]),
        "another token": bearer(token(ada, name="other")[1]),
        "person": {**cookie(sessions.begin(ada, NOW, "")), **PREFLIGHT},
    }
    client, answered = app.test_client(use_cookies=False), {}
    cost = limits_of(ask(client))["cost"]
    for name, headers in ways.items():
        answered[name] = 0
        while ask(client, **headers).status_code == 200:
            answered[name] += 1
        refused = ask(client, **headers)
        assert (refused.status_code, code(refused)) == (429, "RATE_LIMITED")
        assert 0 < int(refused.headers["Retry-After"]) <= 3_600
    assert answered == {
        "nobody": 100 // cost - 1,
        "token": 300 // cost,
        "another token": 300 // cost,
        "person": 500 // cost,
    }


def test_no_address_is_taken_for_a_caller(copy):
    from delivery.edge.rate_limits import charged
    from models.access.callers import Caller

    assert charged(Caller(person=1)) != charged("person 1")
    assert (
        len({charged(Caller(person=1)), charged(Caller(person=1, token=1)), charged("1"), charged(Caller(person=2))})
        == 4
    )


def test_the_caller_is_forgotten_with_the_request(copy):
    app, ada = application(copy), person()
    client = app.test_client(use_cookies=False)
    ask(client, **bearer(token(ada)[1]))
    with asked_by(app) as callers:
        ask(client, {"query": "{ tags { totalCount } schools { totalCount } }"})
    assert callers[0].is_anonymous
