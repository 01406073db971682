"""Who asks, tokens, previews and the journal, by GraphQL."""

import json
from datetime import timedelta

import pytest
from conftest import FAR, PLAIN, SHOWN_AT, ZONE, statements

import models
from delivery.execution.operations import Executor, Operation
from delivery.settings import address
from models.access import journal, people, previews, tokens
from models.access.actors import COMMAND_LINE, NOBODY, Actor, actor_of
from models.access.callers import ANONYMOUS, Caller, Preview
from models.access.grants import Action, Grant, Grants
from models.access.roles import HeldRole
from models.access.stored_grants import canonical
from models.access.tables import StoredPreview, Token
from models.access.wording import in_words
from models.editing import acting, acts
from models.errors import SettingInvalid
from models.instants import to_microseconds
from resolvers.attributes.ids import encode
from schema import make_schema
from server import create_app

SCHEMA = make_schema()
NOW = to_microseconds(SHOWN_AT)
SENG = {"schools": {"some": {"slug": {"eq": "seng"}}}}
LATER = (SHOWN_AT + timedelta(days=30)).isoformat()

CREATE = """mutation ($input: CreateTokenInput!) { createToken(input: $input) {
  saved secret token { id name prefix scopes owner { name } expiresAt lastUsedAt revokedAt }
  problems { __typename code severity path message ... on ForbiddenProblem { needs } } } }"""
REVOKE = "mutation ($id: ID!) { revokeToken(id: $id) { saved token { revokedAt } problems { code path message } } }"
TOKENS = """query ($first: Int! = 20, $after: String, $all: Boolean! = false) { tokens(first: $first, after: $after, all: $all) {
  totalCount nodes { name } edges { cursor node { name owner { name } } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
AUDIT = """query ($first: Int! = 50, $after: String, $where: AuditFilter) { audit(first: $first, after: $after, where: $where) {
  totalCount nodes { act by at actor { __typename ... on User { name } ... on ApiToken { prefix owner { name } } } entryId details requestId }
  pageInfo { hasNextPage endCursor } } }"""
PREVIEW = """mutation ($input: PreviewInput!, $path: String!) {
  createPreview(input: $input, path: $path) { url token expiresAt } }"""


@pytest.fixture
def executor(copy):
    return Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR, preview_url="https://www.example.org")


def person(name, role, conditions=None):
    """Add a person with a role."""
    return people.add(f"{name}@example.org", name, [HeldRole(role, conditions)], COMMAND_LINE, NOW)


def caller(who, preview=None):
    return Caller(people.grants_of(who), person=who.person, name=who.email, preview=preview)


def program(who, *grants):
    """Make a token of a person, and who asks by it."""
    row, secret = tokens.create(who, "a program", Grants(frozenset(grants)), NOW + 10**12, NOW, COMMAND_LINE)
    _, _, found = tokens.find(secret, NOW)
    return Caller(found, person=who.person, token=row.token, name=row.name)


@pytest.fixture
def ada(copy):
    return person("ada", "admin")


@pytest.fixture
def eve(copy):
    return person("eve", "editor", {"NewsStory": canonical(SENG)})


def asked(executor, by, text, **variables):
    return json.loads(executor.run(Operation(text, variables, caller=by, request_id="r-1")).body)


def codes(answer):
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def token_input(*grants, **more):
    return {"name": "the importer", "grants": list(grants), "expiresAt": LATER, **more}


EDIT = {"actions": ["EDIT"], "type": "NewsStory"}


def test_a_viewer_is_told_what_they_may(executor, eve):
    query = """{ viewer { kind name email permissions
        edit: can(action: EDIT, type: "NewsStory") publish: can(action: PUBLISH) preview: can(action: PREVIEW, type: "School") } }"""
    assert asked(executor, caller(eve), query)["data"]["viewer"] == {
        "kind": "PERSON",
        "name": "eve",
        "email": "eve@example.org",
        "permissions": ["read drafts, preview, create, edit, translate NewsStory where schools some seng"],
        "edit": False,
        "publish": False,
        "preview": False,
    }


def test_a_program_is_told_by_the_name_of_its_token(executor, ada):
    by = program(ada, Grant(frozenset({Action.EDIT}), "Tag"))
    assert asked(executor, by, "{ viewer { kind name email permissions } }")["data"]["viewer"] == {
        "kind": "TOKEN",
        "name": "a program",
        "email": None,
        "permissions": ["edit Tag"],
    }


def test_what_is_narrowed_to_fields_and_languages_is_allowed_there(executor, eve):
    grant = Grant(frozenset({Action.EDIT}), "NewsStory", frozenset({"title", "body"}), frozenset({"zh-Hant"}))
    by = Caller(Grants(frozenset({grant})), person=eve.person, name=eve.email)
    query = """{ viewer { permissions whole: can(action: EDIT, type: "NewsStory")
      field: can(action: EDIT, type: "NewsStory", field: "title")
      other: can(action: EDIT, type: "NewsStory", field: "slug", locale: ZH_HANT)
      exactly: can(action: EDIT, type: "NewsStory", field: "title", locale: ZH_HANT) } }"""
    assert asked(executor, by, query)["data"]["viewer"] == {
        "permissions": ["edit NewsStory.(body, title) in zh-Hant"],
        "whole": False,
        "field": False,
        "other": False,
        "exactly": True,
    }


@pytest.mark.parametrize(
    "arguments",
    ['type: "Homepage"', 'type: "Viewer"', 'type: "x"', 'type: "School", field: "tittle"', 'field: "title"'],
)
def test_a_question_about_what_there_is_not_is_an_error(executor, ada, arguments):
    answer = asked(executor, caller(ada), f"{{ viewer {{ can(action: EDIT, {arguments}) }} }}")
    assert (answer["data"], codes(answer)) == ({"viewer": None}, ["BAD_USER_INPUT"])


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"slug": {"eq": "a"}}, "a"),
        ({"slug": {"in": ["a", "b"]}}, "a or b"),
        ({"and": [{"year": {"gte": 3}}, {"not": SENG}]}, "(year gte 3) and (not (schools some seng))"),
        ({"code": {"eq": "x"}, "year": {"isNull": True}}, "code x and year isNull true"),
    ],
)
def test_conditions_are_said_in_words(where, words):
    assert in_words(Grant(frozenset({Action.EDIT, Action.READ_AUDIT}), "School", where=canonical(where))) == [
        f"edit School where {words}",
        "read audit",
    ]


def test_a_token_is_made_and_its_secret_shown_once(executor, ada):
    grants = [
        {**EDIT, "fields": ["title"], "locales": ["ZH_HANS"]},
        {"actions": ["PREVIEW"], "type": "NewsStory", "where": SENG},
    ]
    payload = asked(executor, caller(ada), CREATE, input=token_input(*grants))["data"]["createToken"]
    secret, token = payload["secret"], payload["token"]
    assert tokens.is_form(secret)
    assert secret.startswith(token.pop("prefix"))
    assert payload | {"secret": "", "token": {**token, "id": ""}} == {
        "saved": True,
        "secret": "",
        "token": {
            "id": "",
            "name": "the importer",
            "scopes": ["edit NewsStory.title in zh-Hans", "preview NewsStory where schools some seng"],
            "owner": {"name": "ada"},
            "expiresAt": LATER,
            "lastUsedAt": None,
            "revokedAt": None,
        },
        "problems": [],
    }
    row, owner, found = tokens.find(secret, NOW)
    assert (row.name, owner.person) == ("the importer", ada.person)
    assert {each.where for each in found.all} == {None, canonical(SENG)}
    listed = asked(executor, caller(ada), TOKENS)
    assert secret not in json.dumps(listed)
    assert [each["name"] for each in listed["data"]["tokens"]["nodes"]] == ["the importer"]
    [line] = journal.page(journal.Filters(act="token.create")).lines
    assert (line.person, line.actor, line.request_id) == (ada.person, "ada@example.org", "r-1")
    assert secret not in line.details


def test_conditions_may_stand_in_the_document(executor, ada):
    text = """mutation { createToken(input: {name: "a", expiresAt: "%s", grants: [
      {actions: [EDIT], type: "NewsStory", where: {schools: {some: {slug: {eq: "seng"}}}}}]}) { saved token { scopes } } }"""
    answer = asked(executor, caller(ada), text % LATER)
    assert answer["data"]["createToken"] == {
        "saved": True,
        "token": {"scopes": ["edit NewsStory where schools some seng"]},
    }


WRONG = {
    "no grants": (token_input(), "REQUIRED", ["grants"]),
    "too many grants": (token_input(*[EDIT] * 51), "TOO_LONG", ["grants"]),
    "no actions": (token_input({**EDIT, "actions": []}), "INVALID", ["grants", "0"]),
    "a type that is none": (token_input(EDIT, {**EDIT, "type": "Story"}), "INVALID", ["grants", "1"]),
    "a type that is no content": (token_input({**EDIT, "type": "Viewer"}), "INVALID", ["grants", "0"]),
    "a field that is none": (token_input({**EDIT, "fields": ["tittle"]}), "INVALID", ["grants", "0"]),
    "no fields": (token_input({**EDIT, "fields": []}), "INVALID", ["grants", "0"]),
    "fields of no type": (token_input({"actions": ["EDIT"], "fields": ["title"]}), "INVALID", ["grants", "0"]),
    "fields of what is read whole": (
        token_input({"actions": ["PREVIEW"], "type": "NewsStory", "fields": ["title"]}),
        "INVALID",
        ["grants", "0"],
    ),
    "a type of what has none": (token_input({"actions": ["READ_AUDIT"], "type": "Tag"}), "INVALID", ["grants", "0"]),
    "a condition on no type": (token_input({"actions": ["EDIT"], "where": SENG}), "INVALID", ["grants", "0"]),
    "a condition on no field": (token_input({**EDIT, "where": {"x": {"eq": 1}}}), "INVALID", ["grants", "0"]),
    "a condition that is none": (token_input({**EDIT, "where": {}}), "INVALID", ["grants", "0"]),
    "a condition that is text": (token_input({**EDIT, "where": "all"}), "INVALID", ["grants", "0"]),
    "a condition on a language": (
        token_input({**EDIT, "where": {"title": {"eq": "a"}}}),
        "INVALID",
        ["grants", "0"],
    ),
    "a long condition": (token_input({**EDIT, "where": {"slug": {"eq": "a" * 3_000}}}), "INVALID", ["grants", "0"]),
    "no name": (token_input(EDIT, name="  "), "REQUIRED", ["name"]),
    "a long name": (token_input(EDIT, name="a" * 201), "TOO_LONG", ["name"]),
    "a name with signs": (token_input(EDIT, name="a\0b"), "INVALID", ["name"]),
    "an end that has passed": (token_input(EDIT, expiresAt=SHOWN_AT.isoformat()), "IN_THE_PAST", ["expiresAt"]),
    "an end that is far": (token_input(EDIT, expiresAt="2099-01-01T00:00:00Z"), "TOO_LONG", ["expiresAt"]),
}


@pytest.mark.parametrize(("given", "code", "path"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_token_is_a_problem(executor, ada, given, code, path):
    payload = asked(executor, caller(ada), CREATE, input=given)["data"]["createToken"]
    assert [(each["code"], each["path"], each["severity"]) for each in payload["problems"]] == [
        (code, path, "BLOCKING")
    ]
    assert (payload["saved"], payload["secret"], payload["token"]) == (False, None, None)
    assert Token.select().count() == 0


def test_nobody_hands_on_more_than_they_have(executor, eve):
    grants = [
        {**EDIT, "where": SENG},
        EDIT,
        {"actions": ["MANAGE_ACCESS", "READ_AUDIT"]},
        {"actions": ["PUBLISH", "EDIT"], "type": "NewsStory", "where": SENG},
    ]
    payload = asked(executor, caller(eve), CREATE, input=token_input(*grants))["data"]["createToken"]
    assert {(each["__typename"], each["code"]) for each in payload["problems"]} == {("ForbiddenProblem", "FORBIDDEN")}
    assert [(each["path"], each["needs"]) for each in payload["problems"]] == [
        (["grants", "1"], "edit NewsStory"),
        (["grants", "2"], "manage access"),
        (["grants", "2"], "read audit"),
        (["grants", "3"], "publish NewsStory where schools some seng"),
    ]
    assert Token.select().count() == 0


def test_where_one_token_is_not_saved_none_is(executor, ada):
    text = """mutation ($good: CreateTokenInput!, $bad: CreateTokenInput!) {
      first: createToken(input: $good) { saved secret token { id } problems { code } }
      second: createToken(input: $bad) { saved problems { code } } }"""
    answer = asked(executor, caller(ada), text, good=token_input(EDIT), bad=token_input())
    assert answer["data"] == {
        "first": {"saved": False, "secret": None, "token": None, "problems": []},
        "second": {"saved": False, "problems": [{"code": "REQUIRED"}]},
    }
    assert Token.select().count() == 0
    assert journal.count(journal.Filters(act="token")) == 0


def id_of(executor, by):
    return asked(executor, by, "{ tokens(first: 1, all: false) { nodes { id } } }")["data"]["tokens"]["nodes"][0]["id"]


def test_tokens_are_revoked_by_their_owners_and_by_who_manages_access(executor, ada, eve):
    for owner, by in ((eve, eve), (eve, ada), (ada, ada)):
        made = program(owner, Grant(frozenset({Action.EDIT}), "NewsStory", where=canonical(SENG)))
        for _ in range(2):
            payload = asked(executor, caller(by), REVOKE, id=id_of(executor, caller(owner)))["data"]["revokeToken"]
            assert payload == {"saved": True, "token": {"revokedAt": SHOWN_AT.isoformat()}, "problems": []}
        assert tokens.by_number(made.token).revoked_at == NOW
    assert journal.count(journal.Filters(act="token.revoke")) == 3


def test_a_token_of_others_is_as_unknown_as_one_that_there_is_not(executor, ada, eve):
    program(ada, Grant(frozenset({Action.EDIT})))
    mine = program(eve, Grant(frozenset({Action.EDIT}), "NewsStory", where=canonical(SENG)))
    own = id_of(executor, caller(eve))
    other = program(eve, Grant(frozenset({Action.EDIT}), "NewsStory", where=canonical(SENG)))
    theirs, school = id_of(executor, caller(ada)), encode("School", models.School.get(slug="seng").uid)
    answers = [asked(executor, caller(eve), REVOKE, id=each) for each in (theirs, "QXBpVG9rZW46OTk5", "x", school)]
    assert answers.count(answers[0]) == 4
    assert answers[0]["data"]["revokeToken"]["saved"] is False
    assert asked(executor, other, REVOKE, id=own)["data"]["revokeToken"]["saved"] is False
    assert asked(executor, mine, REVOKE, id=own)["data"]["revokeToken"]["saved"] is True
    assert [each.revoked_at for each in Token.select().order_by(Token.token)] == [None, NOW, None]


def test_a_program_makes_no_tokens(executor, ada):
    by = program(ada, Grant(frozenset(Action)))
    answer = asked(executor, by, CREATE, input=token_input(EDIT))
    assert (answer["data"], codes(answer)) == (None, ["FORBIDDEN"])
    assert Token.select().count() == 1


def test_ids_of_tokens_and_persons_are_none_of_node(executor, ada):
    program(ada, Grant(frozenset({Action.EDIT})))
    ids = [id_of(executor, caller(ada)), asked(executor, caller(ada), "{ viewer { id } }")["data"]["viewer"]["id"]]
    query = "query ($a: ID!, $b: [ID!]!) { node(id: $a) { id } entry(id: $a) { id } nodes(ids: $b) { id } }"
    assert asked(executor, caller(ada), query, a=ids[0], b=ids)["data"] == {
        "node": None,
        "entry": None,
        "nodes": [None, None],
    }


def test_tokens_are_listed_a_page_at_a_time(executor, ada, eve):
    for number in range(5):
        tokens.create(
            ada, f"t{number}", Grants(frozenset({Grant(frozenset({Action.EDIT}))})), NOW + 10, NOW, COMMAND_LINE
        )
    program(eve, Grant(frozenset({Action.EDIT}), "NewsStory", where=canonical(SENG)))
    first = asked(executor, caller(ada), TOKENS, first=2)["data"]["tokens"]
    assert (first["totalCount"], [each["name"] for each in first["nodes"]]) == (5, ["t4", "t3"])
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "endCursor": first["edges"][1]["cursor"],
    }
    rest = asked(executor, caller(ada), TOKENS, first=3, after=first["pageInfo"]["endCursor"])["data"]["tokens"]
    assert [each["node"]["name"] for each in rest["edges"]] == ["t2", "t1", "t0"]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    every = asked(executor, caller(ada), TOKENS, all=True)["data"]["tokens"]
    assert [each["node"]["owner"]["name"] for each in every["edges"]] == ["eve", *["ada"] * 5]
    assert asked(executor, caller(eve), TOKENS)["data"]["tokens"]["totalCount"] == 1
    assert codes(asked(executor, caller(eve), TOKENS, all=True)) == ["FORBIDDEN"]


@pytest.mark.parametrize("arguments", [{"first": 101}, {"first": -1}, {"after": "x"}, {"after": "QXBpVG9rZW46MQ=="}])
def test_pages_have_bounds_and_cursors_of_their_own(executor, ada, arguments):
    assert codes(asked(executor, caller(ada), TOKENS, **arguments)) == ["BAD_USER_INPUT"]
    assert codes(asked(executor, caller(ada), AUDIT, **arguments)) == ["BAD_USER_INPUT"]


def test_the_journal_is_read_by_those_who_may(executor, ada, eve):
    assert codes(asked(executor, caller(eve), AUDIT)) == ["FORBIDDEN"]
    assert codes(asked(executor, ANONYMOUS, AUDIT)) == ["UNAUTHENTICATED"]
    school = models.School.get(slug="seng")
    made = program(ada, Grant(frozenset({Action.EDIT})))
    journal.note("sign_in.failed", NOBODY, NOW + 1, details={"account": "mallory"})
    journal.note("edit", actor_of(made, "r-2"), NOW + 2, entry=school.entry_id, details={})
    answer = asked(executor, caller(ada), AUDIT, first=3)["data"]["audit"]
    assert answer["pageInfo"]["hasNextPage"]
    assert answer["nodes"][0] == {
        "act": "edit",
        "by": "a program",
        "at": (SHOWN_AT + timedelta(microseconds=2)).isoformat(),
        "actor": {
            "__typename": "ApiToken",
            "prefix": tokens.by_number(made.token).prefix,
            "owner": {"name": "ada"},
        },
        "entryId": encode("School", school.uid),
        "details": {},
        "requestId": "r-2",
    }
    assert (answer["nodes"][1]["actor"], answer["nodes"][1]["details"]) == (None, {"account": "mallory"})
    rest = asked(executor, caller(ada), AUDIT, after=answer["pageInfo"]["endCursor"])["data"]["audit"]
    assert len(rest["nodes"]) == answer["totalCount"] - 3
    assert not rest["pageInfo"]["hasNextPage"]


def test_the_journal_is_narrowed(executor, ada, eve):
    school = models.School.get(slug="seng")
    made = program(eve, Grant(frozenset({Action.EDIT}), "NewsStory", where=canonical(SENG)))
    journal.note("edit.save", actor_of(made, "r"), NOW + 1, entry=school.entry_id)
    journal.note("edit", actor_of(caller(ada), "r"), NOW + 2)
    journal.note("editor", actor_of(caller(eve), "r"), NOW + 3)

    def acts(**where):
        answer = asked(executor, caller(ada), AUDIT, where=where)["data"]["audit"]
        assert answer["totalCount"] == len(answer["nodes"])
        return [each["act"] for each in answer["nodes"]]

    viewer = asked(executor, caller(eve), "{ viewer { id } }")["data"]["viewer"]["id"]
    at = (SHOWN_AT + timedelta(microseconds=2)).isoformat()
    assert acts(act="edit") == ["edit", "edit.save"]
    assert acts(user=viewer) == ["editor", "edit.save"]
    assert acts(token=id_of(executor, caller(eve))) == ["edit.save"]
    assert acts(entry=encode("School", school.uid)) == ["edit.save"]
    assert acts(since=at) == ["editor", "edit"]
    assert acts(until=at, act="edit") == ["edit.save"]
    for where in ({"user": "x"}, {"token": viewer}, {"entry": viewer}, {"act": "a\0"}):
        assert codes(asked(executor, caller(ada), AUDIT, where=where)) == ["BAD_USER_INPUT"]


def test_a_page_of_the_journal_takes_as_many_statements_however_long_it_is(executor, ada, eve):
    for number, who in enumerate([ada, eve] * 3):
        program(who, Grant(frozenset({Action.PREVIEW}), "NewsStory", where=canonical(SENG)))
        journal.note("edit", actor_of(caller(who), ""), NOW, entry=models.School.select()[number].entry_id)
    for row in Token.select(Token.token):
        journal.note("edit", actor_of(Caller(person=row.token, token=row.token), ""), NOW)
    counts = []
    for first in (3, 12):
        with statements() as run:
            asked(executor, caller(ada), AUDIT, first=first)
        counts.append(len(run) - sum("access_person_role" in text or "access_person_grant" in text for text in run))
    assert counts[1] <= 5
    assert len(asked(executor, caller(ada), AUDIT, first=12)["data"]["audit"]["nodes"]) == 12


def test_a_preview_is_made_for_a_page(executor, eve):
    by = caller(eve)
    later = (SHOWN_AT + timedelta(days=2)).isoformat()
    link = asked(executor, by, PREVIEW, input={"asOf": later}, path="/news?page=2#top")["data"]["createPreview"]
    assert link["url"] == f"https://www.example.org/news?page=2&sundial-preview={link['token']}#top"
    assert link["expiresAt"] == (SHOWN_AT + timedelta(days=1)).isoformat()
    shown, grants, owner = previews.find(link["token"], NOW)
    at = to_microseconds(SHOWN_AT + timedelta(days=2))
    assert (shown.at, shown.is_latest, shown.drafts, owner.person) == (at, False, (), eve.person)
    assert {action for grant in grants.all for action in grant.actions} == {Action.PREVIEW, Action.READ_DRAFTS}


def test_a_preview_shows_drafts_and_the_latest_stage(executor, eve):
    story = models.NewsStory.select().first()
    ends = (SHOWN_AT + timedelta(days=7)).isoformat()
    given = {"stage": "LATEST", "drafts": [encode("NewsStory", story.uid)], "expiresAt": ends}
    link = asked(executor, caller(eve), PREVIEW, input=given, path="/")["data"]["createPreview"]
    shown = previews.find(link["token"], NOW)[0]
    assert (shown.at, shown.is_latest, shown.drafts) == (None, True, (story.entry_id,))
    assert link["expiresAt"] == ends


def test_a_preview_that_a_token_made_ends_when_the_token_is_revoked(executor, eve):
    by = program(eve, *people.grants_of(eve).all)
    other = program(eve, *people.grants_of(eve).all)
    made, others, own = (
        asked(executor, each, PREVIEW, input={}, path="/")["data"]["createPreview"]["token"]
        for each in (by, other, caller(eve))
    )
    assert tokens.revoke(tokens.by_number(by.token), COMMAND_LINE, NOW + 1)
    assert [previews.find(each, NOW) is None for each in (made, others, own)] == [True, False, False]


def test_without_a_frontend_a_link_to_a_preview_is_a_path(copy, eve):
    executor = Executor(SCHEMA, ZONE, lambda: SHOWN_AT, limits=FAR)
    link = asked(executor, caller(eve), PREVIEW, input={}, path="/")["data"]["createPreview"]
    assert link["url"] == f"/?sundial-preview={link['token']}"


@pytest.mark.parametrize("given", ["www.example.org", "javascript:alert(1)", "https://", "https://a b", "https://a?b"])
def test_previews_are_shown_at_the_address_of_a_site(given):
    with pytest.raises(SettingInvalid, match="it must be an address"):
        address({"SUNDIAL_PREVIEW_URL": given}, "SUNDIAL_PREVIEW_URL")
    assert (
        address({"SUNDIAL_PREVIEW_URL": "https://a.example/site/"}, "SUNDIAL_PREVIEW_URL") == "https://a.example/site"
    )


REFUSED = {
    "another host": ({}, "//evil.example", "BAD_USER_INPUT"),
    "another host, in other slashes": ({}, "/\\evil.example", "BAD_USER_INPUT"),
    "an address": ({}, "https://evil.example/", "BAD_USER_INPUT"),
    "a break of lines": ({}, "/a\r\nSet-Cookie: a", "BAD_USER_INPUT"),
    "no path": ({}, "", "BAD_USER_INPUT"),
    "a long path": ({}, "/" + "a" * 2_001, "BAD_USER_INPUT"),
    "a long life": ({"expiresAt": "2099-01-01T00:00:00Z"}, "/", "BAD_USER_INPUT"),
    "no life": ({"expiresAt": SHOWN_AT.isoformat()}, "/", "BAD_USER_INPUT"),
    "no entry": ({"drafts": [encode("NewsStory", "a" * 12)]}, "/", "BAD_USER_INPUT"),
    "an id that is none": ({"drafts": ["x"]}, "/", "BAD_USER_INPUT"),
    "many drafts": ({"drafts": ["x"] * 101}, "/", "BAD_USER_INPUT"),
    "drafts of a type": ({"drafts": [encode("School", "a" * 12)]}, "/", "FORBIDDEN"),
}


@pytest.mark.parametrize(("given", "path", "code"), REFUSED.values(), ids=REFUSED)
def test_a_preview_that_cannot_be_is_refused(executor, eve, given, path, code):
    answer = asked(executor, caller(eve), PREVIEW, input=given, path=path)
    assert (answer["data"], codes(answer)) == ({"createPreview": None}, [code])
    assert journal.count(journal.Filters(act="preview")) == 0


@pytest.mark.parametrize("given", [{"asOf": LATER}, {"stage": "LATEST"}])
def test_a_preview_needs_the_right_that_what_it_shows_needs(executor, ada, given):
    by = Caller(Grants(frozenset({Grant(frozenset({Action.EDIT}))})), person=ada.person, name="ada")
    assert codes(asked(executor, by, PREVIEW, input=given, path="/")) == ["FORBIDDEN"]
    assert codes(asked(executor, ANONYMOUS, PREVIEW, input=given, path="/")) == ["UNAUTHENTICATED"]


def test_who_asks_through_a_preview_alone_gets_content_and_nothing_else(executor, ada):
    by = Caller(people.grants_of(ada), preview=Preview(None, False, ()))
    assert codes(asked(executor, by, CREATE, input=token_input(EDIT))) == ["UNAUTHENTICATED"]
    assert codes(asked(executor, by, PREVIEW, input={}, path="/")) == ["UNAUTHENTICATED"]
    assert codes(asked(executor, by, TOKENS, all=True)) == ["UNAUTHENTICATED"]
    assert codes(asked(executor, by, AUDIT)) == ["UNAUTHENTICATED"]
    assert asked(executor, by, "{ viewer { name } }")["data"] == {"viewer": None}


def test_a_person_in_a_preview_stays_who_they_are(executor, ada):
    by = caller(ada, Preview(None, True, ()))
    assert asked(executor, by, "{ viewer { name } tokens { totalCount } }")["data"] == {
        "viewer": {"name": "ada"},
        "tokens": {"totalCount": 0},
    }


def test_the_journal_has_the_request_as_the_log_has_it(copy, ada):
    _, secret = tokens.create(ada, "a", Grants(frozenset({Grant(frozenset(Action))})), NOW + 10**12, NOW, COMMAND_LINE)
    client = create_app({"SUNDIAL_DATABASE_URL": copy, **PLAIN}, clock=lambda: SHOWN_AT).test_client()
    body = {"query": PREVIEW, "variables": {"input": {}, "path": "/"}}
    for number, sent in enumerate([body, [body, {"query": "{ viewer { name } }"}]]):
        headers = {"Authorization": f"Bearer {secret}", "X-Request-Id": f"request-{number}"}
        response = client.post("/graphql", json=sent, headers=headers)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
    lines = journal.page(journal.Filters(act="preview.create")).lines
    assert [line.request_id for line in lines] == ["request-1", "request-0"]
    assert response.json[1]["data"] == {"viewer": {"name": "a"}}


CAN = """query ($id: ID, $action: Action! = EDIT, $type: String) {
  viewer { can(action: $action, entry: $id, type: $type) always: can(action: $action, type: "NewsStory") } }"""


def test_what_may_be_done_to_an_entry_follows_its_draft_or_last_edition(executor, eve, monkeypatch):
    monkeypatch.setattr(acting, "now", lambda: NOW)
    seng = models.School.get(slug="seng").entry_id
    content = {"title": {"en": "A"}, "schools": [seng]}
    entry = acts.create(models.NewsStory, "of-seng", content, ZONE, Actor("a test")).entry
    uid = models.NewsStory.get(entry=entry).uid
    story, by = encode("NewsStory", uid), caller(eve)

    def can(identifier=story, **variables):
        return asked(executor, by, CAN, id=identifier, **variables)["data"]["viewer"]

    assert can() == {"can": True, "always": False}  # a draft, which lacks much
    assert can(action="PUBLISH")["can"] is False
    acts.save(models.NewsStory, entry, {"schools": []}, ZONE, Actor("a test"))
    assert can()["can"] is False
    full = {"schools": [seng], "category": {"en": "C"}, "published_on": SHOWN_AT.date()}
    acts.save(models.NewsStory, entry, full, ZONE, Actor("a test"))
    acts.publish(models.NewsStory, entry, ZONE, Actor("a test"))
    assert can()["can"] is True
    acts.unpublish(models.NewsStory, entry, Actor("a test"), at=NOW + 1)
    assert can()["can"] is True  # its last edition
    assert can(encode("NewsStory", "k3v9x0ab2m4q"))["can"] is False
    school = encode("School", models.School.get(slug="seng").uid)
    assert can(school)["can"] is False
    refused = asked(executor, by, CAN, id=school, type="NewsStory")
    assert codes(refused) == ["BAD_USER_INPUT"]
    assert codes(asked(executor, by, CAN, id="nonsense")) == ["BAD_USER_INPUT"]


def test_an_entry_of_any_kind_may_be_asked_for_by_who_may_always(executor, ada):
    school = encode("School", models.School.get(slug="seng").uid)
    answer = asked(executor, caller(ada), CAN, id=school)
    assert answer["data"]["viewer"] == {"can": True, "always": True}


def test_a_preview_beside_what_is_not_saved_is_not_told(executor, ada):
    both = """mutation {
      createPreview(input: {}, path: "/") { url token }
      createToken(input: {name: "", expiresAt: "2000-01-01T00:00:00Z", grants: []}) { saved problems { code } }
    }"""
    answer = asked(executor, caller(ada), both)
    assert answer["data"]["createPreview"] is None
    assert answer["data"]["createToken"]["saved"] is False
    assert [(each["path"], each["extensions"]["code"]) for each in answer["errors"]] == [
        (["createPreview"], "NOT_SAVED")
    ]
    assert StoredPreview.select().count() == 0
