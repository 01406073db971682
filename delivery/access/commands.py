"""Commands for people: `flask people`, by which an operator says who may sign in, and what they may do."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from delivery.access.typed_grants import ACTION, ROLE_WHERE, grants_typed, narrowing, role_of, role_text
from delivery.commands import Commands
from delivery.services import services
from models import schema_changes
from models.access import passwords, sessions
from models.access import people as persons
from models.access.actors import COMMAND_LINE
from models.access.people import PersonRefused
from models.access.roles import ROLES
from models.access.stored_grants import GrantRefused, told
from models.access.tables import Password, Person
from models.database import writing
from models.instants import to_microseconds

people = Commands("people", help="Say who may sign in, and what they may do.")

NO_TERMINAL = """\
there is no terminal to ask for a password
to give it otherwise: --password-stdin
to add somebody who signs in by OpenID Connect alone: --no-password"""

PASSWORD_STDIN = click.option("--password-stdin", "is_piped", is_flag=True, help="Read the password from a line.")


def now() -> int:
    """Return the instant that is now, in microseconds."""
    return to_microseconds(services().executor.clock())


def person_at(email: str) -> Person:
    """Find somebody; raise `PersonRefused` for nobody."""
    schema_changes.require_current()
    found = persons.by_name(email)
    if found is None:
        raise PersonRefused(f"Nobody has the address {email}. To list everybody: flask --app server people list")
    return found


def asked_password(*, is_piped: bool) -> str:
    """Read a password from a pipe, or ask for it twice."""
    if is_piped:
        return sys.stdin.readline(passwords.LONGEST + 2).rstrip("\r\n")
    if not sys.stdin.isatty():
        raise PersonRefused(NO_TERMINAL)
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@people.command("add")
@click.argument("email")
@click.option("--name", help="What they are called; the address unless given.")
@click.option("--role", "roles", multiple=True, type=click.Choice(list(ROLES)), help="A role that they have.")
@ROLE_WHERE
@click.option("--no-password", "is_without", is_flag=True, help="They sign in by OpenID Connect alone.")
@PASSWORD_STDIN
def add_person(
    email: str, name: str | None, roles: Sequence[str], conditions: Sequence[str], *, is_without: bool, is_piped: bool
) -> None:
    """Add somebody with the address EMAIL; asks for a password."""
    schema_changes.require_current()
    if conditions and not roles:
        raise GrantRefused("--where needs a --role.")
    held = [role_of(role, conditions) for role in roles]
    address, name = persons.checked_email(email), persons.checked_name(name or email)
    persons.require_free(address)
    text = None if is_without else asked_password(is_piped=is_piped)
    if text is not None:
        passwords.require_good(text, Person(email=address, name=name))
    with writing():
        person = persons.add(address, name, held, COMMAND_LINE, now())
        if text is not None:
            passwords.set_password(person, text, COMMAND_LINE, now())
    click.echo(f"added: {person.email}{', ' if held else ''}{', '.join(map(role_text, held))}")


@people.command("list")
def list_people() -> None:
    """List everybody: address, name, roles, and how they may sign in."""
    schema_changes.require_current()
    with_password = {row.person.person for row in Password.select(Password, Person).join(Person)}
    for person in persons.everybody():
        rights = [*map(role_text, persons.roles_of(person)), *grant_texts(person)]
        state = "disabled" if person.is_disabled else "password" if person.person in with_password else "no password"
        click.echo(f"{person.email}\t{person.name}\t{state}\t{'; '.join(rights) or 'no role'}")


def grant_texts(person: Person) -> list[str]:
    """Write the grants that somebody has beside the roles."""
    return [told(action, grant) for grant in persons.own_grants_of(person).all for action in grant.actions]


@people.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(list(ROLES)))
@ROLE_WHERE
@click.option("--remove", is_flag=True, help="Take it away: under all conditions, unless they are named.")
def change_role(email: str, role: str, conditions: Sequence[str], *, remove: bool) -> None:
    """Give ROLE to the one with the address EMAIL; the others that they have stay."""
    person, held = person_at(email), role_of(role, conditions)
    if remove:
        taken = persons.take_role(person, held, COMMAND_LINE, now())
        click.echo(f"taken from {person.email}: {role}" if taken else f"{person.email} does not have it by a command")
    else:
        given = persons.give_role(person, held, COMMAND_LINE, now())
        click.echo(f"{person.email} {'is' if given else 'was already'} {role_text(held)}")


@people.command("grant")
@click.argument("email")
@click.argument("actions", metavar="ACTION...", nargs=-1, required=True, type=ACTION)
@narrowing
@click.option("--remove", is_flag=True, help="Take away what was given just so.")
def change_grants(email: str, actions: Sequence[str], *, remove: bool, **narrowed: Any) -> None:
    """Let the one with the address EMAIL do each ACTION, beside what the roles allow."""
    person, grants = person_at(email), grants_typed(actions, **narrowed)
    change, done, undone = (
        (persons.take_grant, "taken from", "was not given just so to")
        if remove
        else (persons.give_grant, "given to", "was given already to")
    )
    with writing():
        changed = [change(person, grant, COMMAND_LINE, now()) for grant in grants]
    for grant, is_changed in zip(grants, changed, strict=True):
        said = ", ".join(sorted(told(action, grant) for action in grant.actions))
        click.echo(f"{done if is_changed else undone} {person.email}: {said}")


@people.command("disable")
@click.argument("email")
def disable_person(email: str) -> None:
    """Let the one with the address EMAIL in no more: sessions end, tokens and previews are of no use."""
    person = person_at(email)
    persons.disable(person, COMMAND_LINE, now())
    click.echo(f"disabled: {person.email}")


@people.command("enable")
@click.argument("email")
def enable_person(email: str) -> None:
    """Let the one with the address EMAIL in again."""
    person = person_at(email)
    persons.enable(person, COMMAND_LINE, now())
    click.echo(f"enabled: {person.email}")


@people.command("password")
@click.argument("email")
@PASSWORD_STDIN
def change_password(email: str, *, is_piped: bool) -> None:
    """Give the one with the address EMAIL another password; their sessions end."""
    person = person_at(email)
    passwords.set_password(person, asked_password(is_piped=is_piped), COMMAND_LINE, now())
    click.echo(f"{person.email} has a new password")


@people.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End all sessions of the one with the address EMAIL."""
    person = person_at(email)
    click.echo(f"sessions ended: {sessions.sign_out(person, COMMAND_LINE, now())}")


@people.command("unlink")
@click.argument("email")
def unlink(email: str) -> None:
    """Forget whom the provider means by the one with the address EMAIL, who has left or is known by another name."""
    person = person_at(email)
    click.echo(f"subjects forgotten: {persons.unlink_subjects(person, COMMAND_LINE, now())}")
