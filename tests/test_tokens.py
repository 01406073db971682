"""Tokens: their form, what they allow, and that no table holds a secret that could be used."""

import itertools
import json
import re
import string
import zlib
from pathlib import Path

import pytest
from conftest import statements
from hypothesis import given, settings
from hypothesis import strategies as st
from test_people import GOOD, HOUR, MINUTE, NOW, SENG, ann, quick  # noqa: F401

from models.access import attempts, credentials, passwords, people, previews, sessions, states, tokens
from models.access.actors import COMMAND_LINE
from models.access.callers import Preview
from models.access.grants import ALWAYS, NEVER, NO_GRANTS, Action, Grant, Grants
from models.access.intersections import beyond, intersection
from models.access.roles import HeldRole
from models.access.stored_grants import MOST_GRANTS, GrantRefused, canonical
from models.access.tables import Token
from models.entry import database as connected

EDITING = Grants(frozenset({Grant(frozenset({Action.EDIT}), "Tag")}))
DAY = 24 * HOUR


@pytest.fixture
def editor(ann):  # noqa: F811
    people.give_role(ann, HeldRole("editor"), COMMAND_LINE, NOW)
    return ann


def made(owner, grants=EDITING, until=NOW + DAY):
    return tokens.create(owner, "ci", grants, until, NOW, COMMAND_LINE)


def test_a_token_has_a_form_that_scanners_know(monkeypatch):
    seen = set()
    for _ in range(200):
        token = credentials.new_token()
        assert re.fullmatch(r"sundial_[0-9A-Za-z]{40}", token)
        text, check = token[8:42], token[42:]
        digits = string.digits + string.ascii_uppercase + string.ascii_lowercase
        assert sum(digits.index(each) * 62**place for place, each in enumerate(check[::-1])) == zlib.crc32(
            text.encode()
        )
        assert tokens.is_form(token)
        seen.add(token)
    assert len(seen) == 200
    changed = [token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :] for place in range(8, 48)]
    others = ["", token[:-1], token + "a", token + "\n", f" {token}", token.upper(), "ghp_" + token[8:], token[8:]]
    assert [each for each in [*changed, *others] if tokens.is_form(each)] == []


def test_what_has_not_the_form_of_a_token_asks_no_database(empty):
    with statements() as seen:
        assert tokens.find("sundial_" + "0" * 39 + "1", NOW) is None
        assert tokens.find("x" * 100_000, NOW) is None
        assert tokens.find("\ud800", NOW) is None
    assert seen == []


def test_a_token_is_found_until_it_expires_or_is_revoked(editor):
    row, secret = made(editor)
    found, owner, grants = tokens.find(secret, NOW)
    assert (found, owner, grants) == (row, editor, EDITING)
    assert secret.startswith(row.prefix)
    assert len(row.prefix) == 14
    assert tokens.find(secret, NOW + DAY - 1)
    assert tokens.find(secret, NOW + DAY) is None
    assert tokens.find(credentials.new_token(), NOW) is None
    assert tokens.by_prefix(row.prefix) == tokens.by_number(row.token) == row
    assert tokens.revoke(row, COMMAND_LINE, NOW)
    assert not tokens.revoke(row, COMMAND_LINE, NOW + 1)
    assert tokens.find(secret, NOW) is None
    assert Token.get().revoked_at == NOW


@pytest.mark.parametrize("until", [NOW - 1, NOW, NOW + tokens.LONGEST + 1, 2**62])
def test_a_token_must_expire_within_a_year(editor, until):
    with pytest.raises(tokens.TokenRefused):
        made(editor, until=until)
    assert Token.select().count() == 0


def test_tokens_of_a_person_are_bounded(editor, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_TOKENS", 2)
    row, _ = made(editor)
    made(editor)
    with pytest.raises(tokens.TokenRefused, match="has 2 tokens"):
        made(editor)
    tokens.revoke(row, COMMAND_LINE, NOW)
    made(editor)


def test_a_token_that_is_named_by_too_little_is_not_found(editor):
    made(editor)
    for prefix in ("", "sundial_", "%", "\0"):
        with pytest.raises(tokens.TokenRefused):
            tokens.by_prefix(prefix)


def test_the_last_use_of_a_token_is_noted_once_a_minute(editor):
    _, secret = made(editor)
    assert Token.get().used_at is None
    tokens.find(secret, NOW)
    tokens.find(secret, NOW + MINUTE - 1)
    assert Token.get().used_at == NOW
    tokens.find(secret, NOW + MINUTE)
    assert Token.get().used_at == NOW + MINUTE


@pytest.mark.parametrize(
    "asked",
    [
        Grant(frozenset({Action.PUBLISH}), "Tag"),
        Grant(frozenset({Action.EDIT, Action.PUBLISH}), "Tag"),
        Grant(frozenset({Action.MANAGE_ACCESS})),
        Grant(frozenset(Action)),
    ],
)
def test_a_token_with_more_than_its_owner_is_not_made(editor, asked):
    with pytest.raises(GrantRefused, match=r"lacks the grant: (PUBLISH|MANAGE_ACCESS|DELETE)"):
        made(editor, Grants(frozenset({asked})))


def test_a_token_of_who_is_limited_is_as_limited(ann):  # noqa: F811
    people.give_role(ann, HeldRole("editor", {"NewsStory": SENG}), COMMAND_LINE, NOW)
    wide = Grant(frozenset({Action.EDIT}), "NewsStory")
    with pytest.raises(GrantRefused, match=re.escape(f"They have it where {SENG}.")):
        made(ann, Grants(frozenset({wide})))
    with pytest.raises(GrantRefused):
        made(ann, Grants(frozenset({Grant(frozenset({Action.EDIT}))})))
    narrow = canonical({"and": [json.loads(SENG), {"slug": {"eq": "a"}}]})
    for where in (SENG, narrow):
        _, secret = made(ann, Grants(frozenset({Grant(frozenset({Action.EDIT}), "NewsStory", where=where)})))
        assert tokens.find(secret, NOW)[2].permission(Action.EDIT, "NewsStory").conditions == {where}


def test_a_token_loses_what_its_owner_loses(editor):
    _, secret = made(editor)
    people.take_role(editor, HeldRole("editor"), COMMAND_LINE, NOW)
    assert tokens.find(secret, NOW)[2] == NO_GRANTS
    people.give_role(editor, HeldRole("editor", {"Tag": '{"slug":{"eq":"a"}}'}), COMMAND_LINE, NOW)
    found = tokens.find(secret, NOW)[2]
    assert found.permission(Action.EDIT, "Tag").conditions == {'{"slug":{"eq":"a"}}'}
    people.give_role(editor, HeldRole("admin"), COMMAND_LINE, NOW)
    found = tokens.find(secret, NOW)[2]
    assert found == EDITING
    assert found.permission(Action.PUBLISH, "Tag") == NEVER


def test_a_token_needs_a_name_and_some_grants(editor):
    for grants in (
        NO_GRANTS,
        Grants(frozenset(Grant(frozenset({Action.EDIT}), f"T{n}") for n in range(MOST_GRANTS + 1))),
    ):
        with pytest.raises(GrantRefused):
            made(editor, grants)
    with pytest.raises(people.PersonRefused):
        tokens.create(editor, " ", EDITING, NOW + DAY, NOW, COMMAND_LINE)


ATOMS = ['{"a":{"eq":1}}', '{"b":{"eq":1}}', '{"c":{"eq":1}}']
CONDITIONS = [None, *ATOMS, '{"and":[{"a":{"eq":1}},{"b":{"eq":1}}]}', '{"or":[{"a":{"eq":1}},{"c":{"eq":1}}]}']
FIELDS, LOCALES, TYPES = ["f", "g"], ["x", "y"], ["A", "B"]
ACTIONS = [Action.EDIT, Action.PUBLISH, Action.READ_DRAFTS]


def narrowed_to(words):
    return st.none() | st.frozensets(st.sampled_from(words), min_size=1)


@st.composite
def sound_grants(draw):
    actions = draw(st.frozensets(st.sampled_from(ACTIONS), min_size=1))
    kind = draw(st.sampled_from([None, *TYPES]))
    is_whole = Action.READ_DRAFTS in actions
    fields = None if is_whole or kind is None else draw(narrowed_to(FIELDS))
    locales = None if is_whole else draw(narrowed_to(LOCALES))
    return Grant(actions, kind, fields, locales, None if kind is None else draw(st.sampled_from(CONDITIONS)))


SETS = st.frozensets(sound_grants(), max_size=4).map(Grants)


def is_met(where, world):
    """Decide a condition about content of which some atoms are true, as readers of conditions do."""
    if "and" in where:
        return all(is_met(each, world) for each in where["and"])
    if "or" in where:
        return any(is_met(each, world) for each in where["or"])
    return canonical(where) in world


def is_allowed(grants, action, kind, field, locale, world):
    found = grants.permission(action, kind, field, locale)
    return found.is_always or any(is_met(json.loads(each), world) for each in found.conditions)


WORLDS = [set(some) for size in range(4) for some in itertools.combinations(ATOMS, size)]
QUESTIONS = list(itertools.product(ACTIONS, TYPES, [None, *FIELDS], [None, *LOCALES], WORLDS))


@settings(deadline=None)
@given(SETS, SETS)
def test_what_a_token_may_is_what_both_may(one, other):
    both = intersection(one, other)
    for question in QUESTIONS:
        expected = is_allowed(one, *question) and is_allowed(other, *question)
        assert is_allowed(both, *question) == expected, question
    assert intersection(other, one).key == both.key
    again = intersection(both, one)
    assert [is_allowed(again, *each) for each in QUESTIONS] == [is_allowed(both, *each) for each in QUESTIONS]


@settings(deadline=None)
@given(SETS, SETS)
def test_grants_that_are_not_beyond_others_allow_nothing_more(asked, held):
    if not beyond(asked, held):
        assert not [each for each in QUESTIONS if is_allowed(asked, *each) and not is_allowed(held, *each)]
    assert beyond(held, held) == beyond(intersection(asked, held), held) == []


@settings(deadline=None)
@given(SETS)
def test_grants_within_themselves_are_all_there(grants):
    whole = Grants(frozenset({Grant(frozenset(ACTIONS))}))
    kept = intersection(grants, whole)
    assert [is_allowed(kept, *each) for each in QUESTIONS] == [is_allowed(grants, *each) for each in QUESTIONS]
    assert beyond(grants, whole) == []


def test_conditions_that_are_the_same_are_joined_once():
    def limited(where):
        return Grants(frozenset({Grant(frozenset({Action.EDIT}), "A", where=where)}))

    a, b = ATOMS[:2]
    joined = '{"and":[{"a":{"eq":1}},{"b":{"eq":1}}]}'
    assert intersection(limited(a), limited(b)) == intersection(limited(b), limited(joined)) == limited(joined)
    assert intersection(limited(joined), limited('{"and":[{"b":{"eq":1}},{"a":{"eq":1}}]}')) == limited(joined)
    assert intersection(limited(a), limited(a)) == limited(a)
    unsorted = Grants(limited(joined).all | limited('{"and":[{"b":{"eq":1}},{"a":{"eq":1}}]}').all)
    assert intersection(unsorted, limited(None)).permission(Action.EDIT, "A") != NEVER
    assert (
        intersection(Grants(limited(a).all | limited(None).all), limited(None)).permission(Action.EDIT, "A") == ALWAYS
    )


def test_many_grants_are_joined_in_little_time():
    def many(letter):
        wheres = [f'{{"{letter}":{{"eq":{number}}}}}' for number in range(60)]
        return Grants(frozenset(Grant(frozenset({Action.EDIT}), "A", where=where) for where in wheres))

    found = intersection(many("a"), many("b"))
    assert len(found.all) == 3_600


def test_a_dump_of_the_database_holds_no_usable_secret(editor, empty):
    state = states.begin("https://site.example.org/", NOW)
    shown = Preview(None, True, [1])
    secrets = {
        "password": GOOD,
        "session": sessions.begin(editor, NOW, "Firefox"),
        "token": made(editor)[1],
        "preview": previews.create(editor, people.grants_of(editor), shown, NOW + HOUR, NOW, COMMAND_LINE),
        **state._asdict(),
    }
    attempts.require_allowed("nobody@example.org", "192.0.2.1", NOW)
    people.link_subject(editor, "https://id.example.org", "42", COMMAND_LINE, NOW)

    cells = {
        str(cell)
        for table in connected.get_tables()
        for row in connected.obj.execute_sql(f'SELECT * FROM "{table}"').fetchall()
        for cell in row
        if cell is not None
    }
    assert {"ann@example.org", "Firefox", "42", "https://site.example.org/"} <= cells
    dump = "\n".join(cells)
    assert {name for name, secret in secrets.items() if secret in dump} == set()
    hidden = secrets["token"][credentials.PREFIX_LENGTH :]
    assert hidden not in dump
    assert "nobody@example.org" not in dump
    if connected.kind == "sqlite":
        path = empty.removeprefix("sqlite:///")
        raw = b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
        assert b"ann@example.org" in raw
        assert {name for name, secret in secrets.items() if secret.encode() in raw} == set()

    for cell in cells:
        assert sessions.find(cell, NOW) is tokens.find(cell, NOW) is previews.find(cell, NOW) is None
        assert states.take(cell, cell, NOW) is states.take(cell, state.binding, NOW) is None
        assert passwords.check("ann@example.org", cell) is None
    assert all((sessions.find(secrets["session"], NOW), tokens.find(secrets["token"], NOW)))
    assert all((previews.find(secrets["preview"], NOW), states.take(state.state, state.binding, NOW)))
    assert passwords.check("ann@example.org", GOOD) == editor
