"""Commands for the tokens of programs: `flask tokens`."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import click

from delivery.access.commands import now, person_at
from delivery.access.typed_grants import ACTION, grants_typed, narrowing
from delivery.commands import Commands
from models import schema_changes
from models.access import tokens as programs
from models.access.actors import COMMAND_LINE
from models.access.grants import Grants
from models.access.tables import Token
from models.instants import MICROSECOND, from_microseconds

tokens = Commands("tokens", help="Make, list and revoke the tokens of programs.")


@tokens.command("create")
@click.argument("email")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="After which it expires.")
@click.option("--action", "actions", multiple=True, required=True, type=ACTION, help="What it allows.")
@narrowing
def create_token(email: str, name: str, days: int, actions: Sequence[str], **narrowed: Any) -> None:
    """Make a token called NAME for a program of the one with the address EMAIL, and print it, this once."""
    owner, grants = person_at(email), grants_typed(actions, **narrowed)
    at = now()
    expires_at = at + timedelta(days=days) // MICROSECOND
    row, secret = programs.create(owner, name, Grants(frozenset(grants)), expires_at, at, COMMAND_LINE)
    click.echo(f"{row.prefix} expires on {day(expires_at)}; the token is shown this once:", err=True)
    click.echo(secret)


@tokens.command("list")
@click.argument("email", required=False)
def list_tokens(email: str | None) -> None:
    """List all tokens, or those of the one with the address EMAIL, the newest first."""
    schema_changes.require_current()
    at = now()
    for row in programs.owned(person_at(email) if email else None):
        used = f"used {day(row.used_at)}" if row.used_at else "never used"
        click.echo(f"{row.prefix}\t{row.owner.email}\t{row.name}\t{state_of(row, at)}\t{used}")


def state_of(row: Token, at: int) -> str:
    """Tell whether a token can be used."""
    if row.revoked_at is not None:
        return f"revoked {day(row.revoked_at)}"
    if row.owner.is_disabled:
        return "owner disabled"
    return f"expire{'d' if row.expires_at <= at else 's'} {day(row.expires_at)}"


def day(at: Any) -> str:
    """Write the day of an instant, in UTC."""
    return f"{from_microseconds(at):%Y-%m-%d}"


@tokens.command("revoke")
@click.argument("prefix")
def revoke_token(prefix: str) -> None:
    """Revoke the token that begins with PREFIX, as `tokens list` shows it."""
    schema_changes.require_current()
    row = programs.by_prefix(prefix)
    is_new = programs.revoke(row, COMMAND_LINE, now())
    click.echo(f"{'revoked' if is_new else 'was revoked already'}: {row.prefix} of {row.owner.email}")
