"""People, their passwords, sessions and rights, as they are stored and looked up."""

import threading
import time
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from conftest import statements
from hypothesis import given, settings
from hypothesis import strategies as st

from models import schema_changes
from models.access import attempts, journal, passwords, people, previews, sessions, states, tokens
from models.access.actors import COMMAND_LINE, Actor
from models.access.callers import Preview
from models.access.grants import ALWAYS, NEVER, NO_GRANTS, Action, Grant, Grants, Permission
from models.access.people import PersonRefused
from models.access.roles import HeldRole
from models.access.stored_grants import MOST_GRANTS, GrantRefused, canonical, read, written
from models.access.tables import Attempt, Password, Person, PersonRole, SignInState, StoredPreview
from models.access.tables import Session as SessionRow
from models.entry import database as connected

NOW = 1_800_000_000_000_000
SECOND, MINUTE, HOUR = 1_000_000, 60_000_000, 3_600_000_000
GOOD, OTHER = "correct horse battery", "staple correct horse"
SENG = '{"schools":{"some":{"slug":{"eq":"seng"}}}}'


@pytest.fixture
def quick(monkeypatch):
    """Hash with as little memory as there may be: what it costs is no matter of most tests."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords.fitting_nothing.cache_clear()
    yield
    passwords.fitting_nothing.cache_clear()


@pytest.fixture
def ann(empty, quick):
    person = people.add("Ann@Example.org", "Ann Chan", [], COMMAND_LINE, NOW)
    passwords.set_password(person, GOOD, COMMAND_LINE, NOW)
    return person


def acts():
    return [line.act for line in journal.page(journal.Filters(), 100).lines][::-1]


def test_an_address_is_one_persons_in_whatever_case(ann):
    assert ann.email == "ann@example.org"
    assert people.by_name(" ANN@example.ORG ") == people.find(ann.person) == ann
    assert people.by_name("bob@example.org") is None
    assert people.find(ann.person + 1) is None
    with pytest.raises(PersonRefused, match="already"):
        people.add("aNN@example.org", "Another", [], COMMAND_LINE, NOW)
    assert people.everybody() == [ann]


@pytest.mark.parametrize("email", ["", "ann", "@example.org", "ann@", "a b@c.d", "a@b@c", "a\0@b.c", "a" * 65 + "@b.c"])
def test_what_is_no_address_is_refused(empty, email):
    with pytest.raises(PersonRefused):
        people.add(email, "Ann", [], COMMAND_LINE, NOW)
    assert people.everybody() == []


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\0", "x" * 201])
def test_what_is_no_name_is_refused(empty, name):
    with pytest.raises(PersonRefused):
        people.add("ann@example.org", name, [], COMMAND_LINE, NOW)


def test_who_is_added_with_a_role_that_is_none_is_not_added(empty):
    with pytest.raises(GrantRefused, match="is no role"):
        people.add("ann@example.org", "Ann", [HeldRole("editor"), HeldRole("emperor")], COMMAND_LINE, NOW)
    assert people.everybody() == []
    assert acts() == []


def test_a_password_is_right_or_not(ann):
    assert passwords.check("ANN@example.org", GOOD) == ann
    for email, text in [
        ("ann@example.org", OTHER),
        ("ann@example.org", GOOD + " "),
        ("ann@example.org", ""),
        ("ann@example.org", GOOD * 100),
        ("ann@example.org", "\ud800" + GOOD),
        ("bob@example.org", GOOD),
        ("", GOOD),
        ("x" * 100_000, GOOD),
        ("ann\0@example.org", GOOD),
    ]:
        assert passwords.check(email, text) is None, (email[:50], text[:50])


def test_a_password_is_the_same_however_its_letters_are_composed(ann):
    passwords.set_password(ann, "le caf\u00e9 est ferm\u00e9", COMMAND_LINE, NOW)
    assert passwords.check(ann.email, "le cafe\u0301 est\u00a0ferme\u0301") == ann


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "is ann@example.org",
        "I am ANN CHAN, I am",
        "x1y2" * 300,
        "漢字測試漢字測試漢字測試" * 30,
    ],
)
def test_a_bad_password_is_refused(ann, text):
    with pytest.raises(passwords.PasswordRefused):
        passwords.set_password(ann, text, COMMAND_LINE, NOW)
    assert passwords.check(ann.email, GOOD) == ann


def test_another_password_ends_sessions(ann):
    secret = sessions.begin(ann, NOW, "Firefox")
    passwords.set_password(ann, OTHER, COMMAND_LINE, NOW)
    assert sessions.find(secret, NOW) is None
    assert passwords.check(ann.email, GOOD) is None
    assert passwords.check(ann.email, OTHER) == ann


def test_a_hash_of_other_parameters_is_made_anew_when_the_password_is_right(ann, monkeypatch):
    before = Password.get().hash
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert passwords.check(ann.email, OTHER) is None
    assert Password.get().hash == before
    assert passwords.check(ann.email, GOOD) == ann
    assert ("m=16,t=2,p=1" in before, "m=16,t=2,p=1" in Password.get().hash) == (False, True)
    assert passwords.check(ann.email, GOOD) == ann


def test_passwords_are_hashed_by_the_parameters_of_rfc_9106(empty):
    made = passwords.hasher.hash("x")
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    dummy = passwords.fitting_nothing()
    assert [len(part) for part in dummy.split("$")] == [len(part) for part in made.split("$")]
    assert passwords.is_of(dummy, b"x") is False


def test_as_much_is_hashed_for_who_does_not_exist_has_no_password_or_is_disabled(ann, monkeypatch):
    class Counting(PasswordHasher):
        held = []

        def verify(self, made, given):
            self.held.append(made.split("$")[:4])
            return super().verify(made, given)

    monkeypatch.setattr(passwords, "hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    people.add("without@example.org", "Without", [], COMMAND_LINE, NOW)
    gone = people.add("gone@example.org", "Gone", [], COMMAND_LINE, NOW)
    passwords.set_password(gone, GOOD, COMMAND_LINE, NOW)
    people.disable(gone, COMMAND_LINE, NOW)
    asked = ["ann@example.org", "nobody@example.org", "without@example.org", "gone@example.org"]
    issued = []
    for email in asked:
        with statements() as seen:
            assert passwords.check(email, OTHER) is None
        issued.append(len(seen))
    assert Counting.held == [Counting.held[0]] * 4
    assert passwords.check("gone@example.org", GOOD) is None
    assert max(issued) - min(issued) <= 1  # the row of a password, by its key


def test_one_password_is_hashed_at_a_time_and_few_wait(ann):
    results = []

    def check():
        try:
            results.append(passwords.check(ann.email, GOOD))
        except passwords.HashingBusy as error:
            results.append(error.seconds)

    threads = [threading.Thread(target=check) for _ in range(passwords.MOST_WAITING + 4)]
    with passwords.turn:
        for thread in threads:
            thread.start()
        while len(results) < 4:
            time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert results[:4] == [5] * 4
    assert results[4:] == [ann] * passwords.MOST_WAITING


def test_a_session_is_found_until_it_ends(ann):
    secret = sessions.begin(ann, NOW, "Firefox " * 100)
    row, person = sessions.find(secret, NOW)
    assert (person, len(row.agent)) == (ann, sessions.LONGEST_AGENT)
    for other in ("", secret[:-1], secret + "x", secret.swapcase(), row.digest, "x" * 10_000, "\ud800"):
        assert sessions.find(other, NOW) is None
    sessions.end(secret)
    sessions.end("unknown")
    assert sessions.find(secret, NOW) is None


def test_a_session_ends_unused_and_in_any_case(ann):
    limits = sessions.SessionLimits(idle=HOUR, longest=3 * HOUR)
    secret = sessions.begin(ann, NOW, "", limits)
    assert sessions.find(secret, NOW + HOUR - 1, limits)
    assert sessions.find(secret, NOW + 2 * HOUR - 2, limits)
    assert sessions.find(secret, NOW + 3 * HOUR - 3, limits)
    assert sessions.find(secret, NOW + 3 * HOUR, limits) is None
    unused = sessions.begin(ann, NOW, "", limits)
    assert sessions.find(unused, NOW + HOUR, limits) is None
    sessions.begin(ann, NOW + 3 * HOUR, "", limits)
    assert SessionRow.select().count() == 1  # those that are over are gone


def test_a_use_is_noted_once_a_minute_in_one_statement(ann):
    secret = sessions.begin(ann, NOW, "")
    with statements() as seen:
        for later in (0, 1, MINUTE - 1):
            sessions.find(secret, NOW + later)
    assert len(seen) == 3
    with statements() as seen:
        sessions.find(secret, NOW + MINUTE)
    assert len(seen) == 2
    assert SessionRow.get().used_at == NOW + MINUTE


def test_a_use_that_cannot_be_noted_as_another_writes_keeps_nobody_waiting(ann, empty):
    if connected.kind != "sqlite":
        pytest.skip("who writes something else is not waited for")
    import sqlite3

    secret = sessions.begin(ann, NOW, "")
    other = sqlite3.connect(empty.removeprefix("sqlite:///"))
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    assert sessions.find(secret, NOW + MINUTE)
    assert time.monotonic() - started < 2.5  # of the five seconds that writers wait
    other.rollback()
    other.close()
    assert SessionRow.get().used_at == NOW
    assert sessions.find(secret, NOW + MINUTE)
    assert SessionRow.get().used_at == NOW + MINUTE


def test_a_person_has_so_many_sessions_at_most(ann):
    secrets = [sessions.begin(ann, NOW + number, "") for number in range(sessions.MOST_SESSIONS + 2)]
    at = NOW + MINUTE
    assert [bool(sessions.find(each, at)) for each in secrets] == [False] * 2 + [True] * sessions.MOST_SESSIONS


def test_who_is_disabled_is_out_at_once(ann):
    people.give_role(ann, HeldRole("admin"), COMMAND_LINE, NOW)
    session = sessions.begin(ann, NOW, "")
    _, token = tokens.create(ann, "ci", people.grants_of(ann), NOW + HOUR, NOW, COMMAND_LINE)
    preview = previews.create(ann, people.grants_of(ann), Preview(None, True, []), NOW + HOUR, NOW, COMMAND_LINE)
    people.disable(ann, COMMAND_LINE, NOW)
    assert people.find(ann.person).is_disabled
    assert people.grants_of(ann) == NO_GRANTS
    found = [sessions.find(session, NOW), tokens.find(token, NOW), previews.find(preview, NOW)]
    assert found == [None, None, None]
    assert passwords.check(ann.email, GOOD) is None
    people.enable(ann, COMMAND_LINE, NOW)
    assert passwords.check(ann.email, GOOD) == ann
    assert sessions.find(session, NOW) is None
    assert tokens.find(token, NOW)
    assert acts()[-3:] == ["preview.create", "person.disable", "person.enable"]


def test_roles_and_grants_add_up(ann):
    assert people.grants_of(ann) == NO_GRANTS
    people.give_role(ann, HeldRole("editor", {"NewsStory": SENG, "Event": SENG}), COMMAND_LINE, NOW)
    people.give_grant(ann, Grant(frozenset({Action.PUBLISH}), "Tag"), COMMAND_LINE, NOW)
    found = people.grants_of(ann)
    assert found.permission(Action.EDIT, "NewsStory") == Permission(conditions=frozenset({SENG}))
    assert found.permission(Action.EDIT, "Tag") == found.permission(Action.PUBLISH, "NewsStory") == NEVER
    assert found.permission(Action.PUBLISH, "Tag") == ALWAYS
    people.give_role(ann, HeldRole("viewer"), COMMAND_LINE, NOW)
    assert people.grants_of(ann).permission(Action.READ_DRAFTS, "Event") == ALWAYS
    assert people.take_grant(ann, Grant(frozenset({Action.PUBLISH}), "Tag"), COMMAND_LINE, NOW)
    assert not people.take_grant(ann, Grant(frozenset({Action.PUBLISH}), "Tag"), COMMAND_LINE, NOW)
    assert people.grants_of(ann).permission(Action.PUBLISH, "Tag") == NEVER


def test_an_admin_under_a_condition_manages_nobodys_access(ann):
    people.give_role(ann, HeldRole("admin", {"NewsStory": SENG}), COMMAND_LINE, NOW)
    found = people.grants_of(ann)
    assert found.permission(Action.REDACT, "NewsStory").conditions == {SENG}
    assert found.permission(Action.MANAGE_ACCESS) == found.permission(Action.READ_AUDIT) == NEVER
    assert not people.has_admin()
    people.give_role(ann, HeldRole("admin"), COMMAND_LINE, NOW)
    assert people.grants_of(ann).permission(Action.MANAGE_ACCESS) == ALWAYS
    assert people.has_admin()
    people.disable(ann, COMMAND_LINE, NOW)
    assert not people.has_admin()


def test_a_role_is_given_and_taken_once(ann):
    role = HeldRole("editor", {"NewsStory": SENG})
    assert [people.give_role(ann, role, COMMAND_LINE, NOW) for _ in range(2)] == [True, False]
    assert people.give_role(ann, HeldRole("editor"), COMMAND_LINE, NOW)
    assert people.take_role(ann, HeldRole("editor", {"Event": SENG}), COMMAND_LINE, NOW) == 0
    assert people.take_role(ann, role, COMMAND_LINE, NOW) == 1
    assert people.roles_of(ann) == [HeldRole("editor")]
    people.give_role(ann, role, COMMAND_LINE, NOW)
    assert people.take_role(ann, HeldRole("editor"), COMMAND_LINE, NOW) == 2
    assert people.roles_of(ann) == []


def test_roles_of_groups_follow_the_groups_and_leave_the_others(ann):
    issuer = "https://id.example.org"
    people.give_role(ann, HeldRole("viewer"), COMMAND_LINE, NOW)
    people.follow_source(ann, issuer, [HeldRole("editor"), HeldRole("viewer")], COMMAND_LINE, NOW)
    lines = len(acts())
    people.follow_source(ann, issuer, [HeldRole("editor"), HeldRole("viewer")], COMMAND_LINE, NOW)
    assert len(acts()) == lines
    assert people.roles_of(ann) == [HeldRole("viewer"), HeldRole("editor"), HeldRole("viewer")]
    people.follow_source(ann, issuer, [], COMMAND_LINE, NOW)
    assert people.roles_of(ann) == [HeldRole("viewer")]
    assert people.take_role(ann, HeldRole("viewer"), COMMAND_LINE, NOW, issuer) == 0


def test_what_another_version_stored_allows_nothing(ann):
    PersonRole.create(person=ann, role="emperor", conditions=None, source="")
    assert people.grants_of(ann) == NO_GRANTS
    assert read('[{"actions": ["FLY"]}, {"actions": ["EDIT"], "on": "Mondays"}]') == NO_GRANTS
    assert read('[{"actions": ["FLY", "EDIT"]}]') == Grants(frozenset({Grant(frozenset({Action.EDIT}))}))


@pytest.mark.parametrize(
    "grant",
    [
        Grant(frozenset()),
        Grant(frozenset({Action.READ_DRAFTS}), "Tag", frozenset({"name"})),
        Grant(frozenset({Action.PREVIEW}), "Tag", locales=frozenset({"en"})),
        Grant(frozenset({Action.MANAGE_ACCESS}), "Tag"),
        Grant(frozenset({Action.EDIT}), where=SENG),
        Grant(frozenset({Action.EDIT}), None, frozenset({"name"})),
        Grant(frozenset({Action.EDIT}), "Tag", frozenset()),
        Grant(frozenset({Action.EDIT}), "Tag", locales=frozenset()),
        Grant(frozenset({Action.EDIT}), "Tag", frozenset(map(str, range(101)))),
        Grant(frozenset({Action.EDIT}), "Tag", where='"' + "x" * 900 + '"'),
    ],
)
def test_a_grant_that_cannot_be_is_refused(ann, grant):
    with pytest.raises(GrantRefused):
        people.give_grant(ann, grant, COMMAND_LINE, NOW)
    assert people.grants_of(ann) == NO_GRANTS


def test_grants_and_roles_of_a_person_are_bounded(ann):
    for number in range(MOST_GRANTS):
        people.give_grant(ann, Grant(frozenset({Action.EDIT}), f"Type{number}"), COMMAND_LINE, NOW)
    with pytest.raises(GrantRefused, match="the most there may be"):
        people.give_grant(ann, Grant(frozenset({Action.EDIT}), "Tag"), COMMAND_LINE, NOW)
    for number in range(people.MOST_ROLES):
        people.give_role(ann, HeldRole("viewer", {"Tag": f'{{"slug":{{"eq":"{number}"}}}}'}), COMMAND_LINE, NOW)
    with pytest.raises(GrantRefused, match="the most there may be"):
        people.give_role(ann, HeldRole("viewer"), COMMAND_LINE, NOW)


WORDS = st.frozensets(st.text(min_size=1, max_size=3), min_size=1, max_size=3)
WHERES = st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3), min_size=1, max_size=2)
GRANTS = st.builds(
    Grant,
    st.frozensets(st.sampled_from(Action), min_size=1),
    st.none() | st.sampled_from(["Tag", "Event"]),
    st.none() | WORDS,
    st.none() | WORDS,
    st.none() | WHERES.map(canonical),
)


@settings(deadline=None)
@given(st.frozensets(GRANTS, max_size=4))
def test_grants_are_read_as_they_were_written(grants):
    assert read(written(grants)) == Grants(grants)
    assert written(grants) == written(sorted(grants, key=repr, reverse=True))


def test_a_subject_of_a_provider_is_one_person(ann):
    issuer, by = "https://id.example.org", Actor("ann@example.org", ann.person, request_id="r1")
    assert people.by_subject(issuer, "42") is None
    people.link_subject(ann, issuer, "42", by, NOW)
    assert people.by_subject(issuer, "42") == ann
    assert people.by_subject("https://other.example.org", "42") is None
    other = people.add("bob@example.org", "Bob", [], COMMAND_LINE, NOW)
    with pytest.raises(PersonRefused):
        people.link_subject(other, issuer, "42", by, NOW)


def test_a_sign_in_on_its_way_is_taken_once_by_the_browser_that_began_it(empty):
    started = states.begin("https://site.example.org/news", NOW)
    assert len(started.verifier) >= 43  # as RFC 7636 has it
    assert len(set(started)) == 4
    found = states.take(started.state, started.binding, NOW + 1)
    assert found == states.Returned(started.nonce, started.verifier, "https://site.example.org/news")
    assert states.take(started.state, started.binding, NOW + 1) is None

    for state, binding, later in [
        (lambda each: each.state, lambda each: each.binding, states.LASTS),
        (lambda each: each.state, lambda each: each.state, 0),
        (lambda each: each.binding, lambda each: each.binding, 0),
        (lambda each: "x" * 1_000, lambda each: each.binding, 0),
    ]:
        each = states.begin("/", NOW)
        assert states.take(state(each), binding(each), NOW + later) is None


def test_sign_ins_on_their_way_are_bounded(empty, monkeypatch):
    monkeypatch.setattr(states, "MOST_STATES", 3)
    several = [states.begin("/", NOW) for _ in range(5)]
    assert SignInState.select().count() == 3
    assert [bool(states.take(each.state, each.binding, NOW)) for each in several] == [False] * 2 + [True] * 3
    states.begin("/", NOW)
    states.begin("/", NOW + states.LASTS)
    assert SignInState.select().count() == 1


def test_attempts_on_an_account_are_bounded_and_forgotten(empty):
    allowed = [attempts.require_allowed("Ann@example.org", f"192.0.2.{each}", NOW + each) for each in range(10)]
    assert len(set(allowed)) == attempts.OF_ACCOUNT
    with pytest.raises(attempts.TooManyAttempts) as caught:
        attempts.require_allowed("ann@EXAMPLE.org", "192.0.2.77", NOW + SECOND)
    assert caught.value.seconds == 15 * 60 - 1
    attempts.require_allowed("bob@example.org", "192.0.2.77", NOW + SECOND)
    assert Attempt.select().count() == 11  # what is refused is not noted
    attempts.forget("ANN@example.org")
    attempts.require_allowed("ann@example.org", "192.0.2.77", NOW + SECOND)
    attempts.require_allowed("ann@example.org", "192.0.2.77", NOW + attempts.WINDOW + SECOND)
    assert Attempt.select().count() == 1


def test_attempts_from_an_address_are_bounded(empty):
    for number in range(attempts.OF_ADDRESS):
        attempts.require_allowed(f"{number}@example.org", "192.0.2.1", NOW)
    with pytest.raises(attempts.TooManyAttempts) as caught:
        attempts.require_allowed("ann@example.org", "192.0.2.1", NOW)
    assert caught.value.seconds == 15 * 60
    attempts.require_allowed("ann@example.org", "192.0.2.2", NOW)
    attempts.require_allowed("ann@example.org", "192.0.2.1", NOW + attempts.WINDOW)


def test_attempts_at_once_are_no_more_than_the_limit(empty):
    passed, refused = [], []

    def attempt():
        for _ in range(4):
            try:
                passed.append(attempts.require_allowed("ann@example.org", "192.0.2.1", NOW))
            except attempts.TooManyAttempts:
                refused.append(1)
        connected.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(passed), len(refused)) == (attempts.OF_ACCOUNT, 6)


def test_a_preview_shows_what_its_maker_may_then_and_now(ann):
    people.give_role(ann, HeldRole("publisher"), COMMAND_LINE, NOW)
    shown = Preview(NOW + HOUR, False, (3, 4))
    secret = previews.create(ann, people.grants_of(ann), shown, NOW + HOUR, NOW, COMMAND_LINE)
    found, grants, person = previews.find(secret, NOW)
    assert (found, person) == (replace(shown, grants=grants), ann)
    assert grants.permission(Action.PREVIEW, "Tag") == grants.permission(Action.READ_DRAFTS, "Tag") == ALWAYS
    assert grants.permission(Action.EDIT, "Tag") == NEVER
    people.take_role(ann, HeldRole("publisher"), COMMAND_LINE, NOW)
    assert previews.find(secret, NOW)[1] == NO_GRANTS
    people.give_role(ann, HeldRole("viewer", {"Tag": SENG}), COMMAND_LINE, NOW)
    assert previews.find(secret, NOW)[1].permission(Action.PREVIEW, "Tag").conditions == {SENG}
    for other, at in [(secret, NOW + HOUR), (secret + "x", NOW), ("", NOW), ("x" * 1_000, NOW)]:
        assert previews.find(other, at) is None


def test_previews_are_bounded(ann, monkeypatch):
    monkeypatch.setattr(previews, "MOST_PREVIEWS", 3)
    shown = Preview(None, True, [])
    for until in (NOW, NOW + previews.LONGEST + 1):
        with pytest.raises(previews.PreviewRefused):
            previews.create(ann, NO_GRANTS, shown, until, NOW, COMMAND_LINE)
    with pytest.raises(previews.PreviewRefused):
        previews.create(ann, NO_GRANTS, Preview(None, False, range(101)), NOW + 1, NOW, COMMAND_LINE)
    secrets = [previews.create(ann, NO_GRANTS, shown, NOW + HOUR + n, NOW, COMMAND_LINE) for n in range(5)]
    assert [bool(previews.find(each, NOW)) for each in secrets] == [False] * 2 + [True] * 3
    previews.create(ann, NO_GRANTS, shown, NOW + 3 * HOUR, NOW + 2 * HOUR, COMMAND_LINE)
    assert StoredPreview.select().count() == 1


def test_the_tables_are_those_of_the_models(empty):
    schema_changes.require_current()
    assert not schema_changes.difference()
    assert isinstance(Person.select().first(), Person | None)
