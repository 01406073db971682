"""Commands for people and tokens, as an operator types them."""

import os
import pty
import subprocess
import sys
from contextlib import suppress

import pytest
from conftest import connection_to
from servers import PROJECT, serving
from test_command_line import runner
from test_people import GOOD, OTHER, SENG, quick  # noqa: F401

from models.access import journal, passwords, people, sessions, tokens
from models.access.actors import COMMAND_LINE
from models.access.grants import ALWAYS, NEVER, Action
from models.access.roles import ROLES
from models.editing.acting import now
from server import create_app

ANN = "ann@example.org"


@pytest.fixture
def run(copy, quick):  # noqa: F811
    return runner(copy)


def typed(url, text, *words):
    """Type a command, and into its pipe."""
    result = create_app({"SUNDIAL_DATABASE_URL": url}).test_cli_runner().invoke(args=words, input=text)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def may(action, kind="NewsStory"):
    return people.grants_of(people.by_name(ANN)).permission(action, kind)


def test_somebody_is_added_with_a_role_and_a_password(run, copy):
    said = typed(
        copy, f"{GOOD}\n", "people", "add", "Ann@Example.org", "--name", "Ann", "--role", "editor", "--password-stdin"
    )
    assert said == (0, "added: ann@example.org, editor\n")
    assert passwords.check(ANN, GOOD).name == "Ann"
    assert (may(Action.EDIT), may(Action.PUBLISH)) == (ALWAYS, NEVER)
    assert run("people", "list") == (0, "ann@example.org\tAnn\tpassword\teditor\n")
    assert [line.actor for line in journal.page(journal.Filters()).lines] == ["command line"] * 3


def on_terminal(url, answers, *words):
    """Type a command on a terminal, and the answers to what it asks; return all that stands there at the end."""
    ours, its = pty.openpty()
    command = ["setsid", "--ctty", "--wait", sys.executable, "-m", "flask", "--app", "server", *words]
    environment = {**os.environ, "SUNDIAL_DATABASE_URL": url}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        shown = ""
        for question, answer in answers:
            while question not in shown:
                shown += os.read(ours, 1_000).decode()
            os.write(ours, f"{answer}\n".encode())
        with suppress(OSError):  # the end of what stands on a terminal
            while part := os.read(ours, 1_000):
                shown += part.decode()
        code = process.wait()
    os.close(ours)
    return code, shown


def test_a_password_is_asked_for_twice_on_a_terminal_and_not_shown(copy):
    answers = [("Password: ", GOOD), ("Repeat for confirmation: ", GOOD)]
    code, shown = on_terminal(copy, answers, "people", "add", ANN)
    assert (code, f"added: {ANN}" in shown, GOOD in shown) == (0, True, False), shown
    assert passwords.check(ANN, GOOD).email == ANN


def test_who_signs_in_by_openid_connect_needs_no_password(run):
    assert run("people", "add", ANN, "--no-password") == (0, "added: ann@example.org\n")
    assert run("people", "list") == (0, "ann@example.org\tann@example.org\tno password\tno role\n")


REFUSED = [
    (["add", "ann", "--no-password"], "That is no address of e-mail."),
    (["add", ANN, "--name", "a\tb", "--no-password"], "A name has 1 to 200 characters"),
    (["add", ANN], "there is no terminal to ask for a password"),
    (["add", ANN, "--role", "emperor", "--no-password"], "'emperor' is not one of"),
    (["add", ANN, "--where", "Tag={}", "--no-password"], "--where needs a --role."),
    (["add", ANN, "--role", "editor", "--where", "Tag", "--no-password"], "--where is TYPE=JSON"),
    (["add", ANN, "--role", "editor", "--where", "Tag=slug", "--no-password"], "A condition is JSON, not 'slug'."),
    (["add", ANN, "--role", "editor", "--where", "Tag={}", "--no-password"], "A condition must not be empty."),
    (["add", ANN, "--role", "editor", "--where", 'Tag={"slug":null}', "--no-password"], "all content would meet it"),
    (
        ["add", ANN, "--role", "editor", "--where", 'Tag={"slug":{"in":[]}}', "--no-password"],
        "all content would meet it",
    ),
    (
        ["add", ANN, "--role", "editor", "--where", 'Rag={"slug":{"eq":"a"}}', "--no-password"],
        "'Rag' is no content type.",
    ),
    (
        ["add", ANN, "--role", "editor", "--where", 'Tag={"slug":{"is":"a"}}', "--no-password"],
        "The condition is no TagFilter",
    ),
    (
        ["add", ANN, "--role", "editor", "--where", 'Tag={"name":{"eq":"a"}}', "--no-password"],
        "is another for other languages",
    ),
    (["grant", "bob@example.org", "EDIT", "--type", "Rag"], "'Rag' is no content type."),
    (["grant", "bob@example.org", "EDIT", "--type", "Tag", "--field", "nmae"], "'nmae' is no field of Tag."),
    (["grant", "bob@example.org", "EDIT", "--locale", "fr"], "'fr' is no language of the site."),
    (["grant", "bob@example.org", "EDIT", "--field", "name"], "--field and --where need one --type."),
    (["grant", "bob@example.org", "READ_DRAFTS", "--locale", "en"], "READ_DRAFTS is not narrowed"),
    (["grant", "bob@example.org", "READ_AUDIT", "--type", "Tag"], "READ_AUDIT is of no content type."),
    (["grant", "bob@example.org"], "Missing argument 'ACTION...'"),
    (["grant", "bob@example.org", "FLY"], "'FLY' is not one of"),
    (["role", ANN, "editor"], "Nobody has the address ann@example.org."),
    (["disable", ANN], "Nobody has the address ann@example.org."),
    (["password", "a\0@b.c", "--password-stdin"], "Nobody has the address"),
    (["add", "BOB@example.org", "--no-password"], "There is somebody with the address bob@example.org already."),
]


@pytest.mark.parametrize(
    ("words", "said"), REFUSED, ids=[" ".join(words)[:60].replace("\0", "") for words, _ in REFUSED]
)
def test_bad_input_gets_one_clear_error_and_changes_nothing(run, words, said):
    run("people", "add", "bob@example.org", "--no-password")
    before = journal.count(journal.Filters())
    code, output = run("people", *words)
    assert (code != 0, said in output) == (True, True), output
    assert output.count("Error") == 1
    assert journal.count(journal.Filters()) == before


@pytest.mark.parametrize("text", ["", "\n", "short\n", "ann@example.org and more\n", "x1y2z3" * 300])
def test_who_is_added_with_a_bad_password_is_not_added(run, copy, text):
    code, output = typed(copy, text, "people", "add", ANN, "--password-stdin")
    assert (code, "A password" in output) == (1, True), output
    assert people.everybody() == []


def test_a_role_under_a_condition_is_given_and_taken(run):
    run("people", "add", ANN, "--no-password")
    said = f"ann@example.org is editor where NewsStory={SENG}\n"
    assert run(
        "people", "role", ANN, "editor", "--where", 'NewsStory={"schools": {"some": {"slug": {"eq": "seng"}}}}'
    ) == (0, said)
    assert may(Action.EDIT).conditions == {SENG}
    assert may(Action.EDIT, "Tag") == NEVER
    assert run("people", "role", ANN, "editor", "--where", f"NewsStory={SENG}")[1].startswith(f"{ANN} was already")
    assert run("people", "role", ANN, "viewer", "--remove") == (0, "ann@example.org does not have it by a command\n")
    assert run("people", "role", ANN, "editor", "--remove") == (0, "taken from ann@example.org: editor\n")
    assert may(Action.EDIT) == NEVER


def test_grants_are_given_and_taken(run):
    run("people", "add", ANN, "--no-password")
    narrow = ["--type", "NewsStory", "--field", "title", "--locale", "zh-Hant", "--where", '{"slug":{"eq":"a"}}']
    said = 'EDIT NewsStory.{title} in zh-Hant where {"slug":{"eq":"a"}}'
    assert run("people", "grant", ANN, "edit", *narrow) == (0, f"given to {ANN}: {said}\n")
    assert run("people", "grant", ANN, "EDIT", *narrow) == (0, f"was given already to {ANN}: {said}\n")
    found = people.grants_of(people.by_name(ANN))
    assert found.permission(Action.EDIT, "NewsStory", "title", "zh-Hant").conditions == {'{"slug":{"eq":"a"}}'}
    assert found.permission(Action.EDIT, "NewsStory") == NEVER
    assert run("people", "list") == (0, f"{ANN}\t{ANN}\tno password\t{said}\n")
    assert run("people", "grant", ANN, "EDIT", *narrow, "--remove") == (0, f"taken from {ANN}: {said}\n")
    assert run("people", "grant", ANN, "publish", "--type", "Tag", "--type", "Event")[0] == 0
    assert [may(Action.PUBLISH, kind) for kind in ("Tag", "Event", "NewsStory")] == [ALWAYS, ALWAYS, NEVER]


def test_who_is_disabled_or_signed_out_has_no_session(run):
    run("people", "add", ANN, "--no-password")
    person = people.by_name(ANN)
    secret = sessions.begin(person, now(), "")
    assert run("people", "sign-out", ANN) == (0, "sessions ended: 1\n")
    assert sessions.find(secret, now()) is None
    people.link_subject(person, "https://login.example.org", "ann", COMMAND_LINE, now())
    assert run("people", "unlink", ANN) == (0, "subjects forgotten: 1\n")
    assert people.by_subject("https://login.example.org", "ann") is None
    assert run("people", "disable", ANN) == (0, "disabled: ann@example.org\n")
    assert people.by_name(ANN).is_disabled
    assert run("people", "list")[1].split("\t")[2] == "disabled"
    assert run("people", "enable", ANN) == (0, "enabled: ann@example.org\n")
    assert not people.by_name(ANN).is_disabled


def test_a_password_is_changed(run, copy):
    typed(copy, f"{GOOD}\n", "people", "add", ANN, "--password-stdin")
    assert typed(copy, OTHER, "people", "password", ANN, "--password-stdin") == (0, f"{ANN} has a new password\n")
    assert (passwords.check(ANN, GOOD), passwords.check(ANN, OTHER).email) == (None, ANN)


def test_tokens_are_made_listed_and_revoked(run):
    run("people", "add", ANN, "--role", "editor", "--no-password")
    assert run("tokens", "list") == (0, "")
    code, output = run("tokens", "create", ANN, "ci", "--days", 30, "--action", "edit", "--type", "Tag")
    remark, secret = output.splitlines()
    prefix = secret[:14]
    assert (code, tokens.is_form(secret)) == (0, True)
    assert remark.startswith(f"{prefix} expires on 20")
    row, owner, grants = tokens.find(secret, now())
    assert (owner.email, row.name, grants.permission(Action.EDIT, "Tag")) == (ANN, "ci", ALWAYS)
    listed = run("tokens", "list", ANN)[1]
    assert listed.startswith(f"{prefix}\t{ANN}\tci\texpires 20")
    assert secret not in listed
    assert run("tokens", "revoke", prefix) == (0, f"revoked: {prefix} of {ANN}\n")
    assert run("tokens", "revoke", prefix) == (0, f"was revoked already: {prefix} of {ANN}\n")
    assert tokens.find(secret, now()) is None
    assert "\trevoked 20" in run("tokens", "list")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create", ANN, "ci"], "Missing option '--action'"),
        (["create", "bob@example.org", "ci", "--action", "edit"], "Nobody has the address"),
        (["create", ANN, "ci", "--action", "edit", "--days", "366"], "366 is not in the range"),
        (["create", ANN, "ci", "--action", "publish"], "The owner of the token lacks the grant: PUBLISH every type."),
        (["create", ANN, "", "--action", "edit"], "A name has 1 to 200 characters"),
        (["create", ANN, "ci", "--action", "edit", "--type", "Rag"], "'Rag' is no content type."),
        (["revoke", "sundial_x"], "No token begins with 'sundial_x'."),
        (["list", "bob@example.org"], "Nobody has the address"),
    ],
)
def test_a_token_that_cannot_be_is_refused(run, words, said):
    run("people", "add", ANN, "--role", "editor", "--no-password")
    code, output = run("tokens", *words)
    assert (code != 0, said in output) == (True, True), output
    assert list(tokens.owned()) == []


def test_commands_need_the_tables(blank):
    for words in (
        ["people", "list"],
        ["people", "add", ANN, "--no-password"],
        ["tokens", "list"],
        ["tokens", "revoke", "x"],
    ):
        code, output = runner(blank)(*words)
        assert (code, "Run: flask --app server migrate" in output) == (1, True), output


def test_a_server_says_how_the_first_admin_is_made_until_there_is_one(engine, loaded):
    url = engine.create(loaded)
    with serving(url) as (_, lines):
        pass
    hint = "flask --app server people add EMAIL --role admin"
    assert hint in "".join(lines)
    with connection_to(url):
        runner(url)("people", "add", ANN, "--role", "admin", "--no-password")
    with serving(url) as (_, lines):
        pass
    assert hint not in "".join(lines)


def test_all_roles_can_be_given(run):
    for role in ROLES:
        run("people", "add", f"{role}@example.org", "--role", role, "--no-password")
    listed = [line.split("\t") for line in run("people", "list")[1].splitlines()]
    assert {line[0]: line[3] for line in listed} == {f"{role}@example.org": role for role in ROLES}
