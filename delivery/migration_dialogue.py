"""The dialogue of `migrate new`: what only the person at the terminal knows. Without a terminal, options say it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from models.errors import ChangeRefused
from models.new_migrations import planning
from models.new_migrations.defaults import Lack, read_defaults, read_value
from models.new_migrations.renames import Rename

LOST = "Content is lost by this migration:"
PERHAPS = "If it has another name now, say so:"


def write_migration(name: str, renames: Sequence[str], defaults: Sequence[str]) -> list[Path]:
    """Write the migrations that the models ask for, after all questions; return their paths."""
    moved, refused = planning.read_renames(renames), list[Rename]()
    values = dict(read_defaults(defaults))
    if is_terminal():
        while candidate := planning.next_candidate(moved, refused):
            (moved if click.confirm(candidate.question) else refused).append(candidate.rename)
        for lack in planning.lacking(moved, values):
            values[lack.owner, lack.name] = ask_value(lack)
    plan = planning.plan(moved, values)
    if plan.losses:
        click.echo("\n".join([LOST, *(f"  {loss}" for loss in plan.losses), *hints(moved)]), err=True)
        if is_terminal():
            click.confirm("Write it?", abort=True)
    return plan.write(name)


def is_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def hints(moved: Sequence[Rename]) -> list[str]:
    """Name the renames that may have been meant, where nobody was asked."""
    found = [] if is_terminal() else planning.all_candidates(moved)
    return [PERHAPS, *(f"  --rename {each.rename}" for each in found)] if found else []


def ask_value(lack: Lack) -> object:
    """Ask for what content gets that lacks a required field, until it is a value of that field."""

    def value(text: str) -> object:
        try:
            return read_value(lack.field, f"{lack.owner}.{lack.name}", text)
        except ChangeRefused as error:
            raise click.UsageError("; ".join(error.problems)) from None

    answer: object = click.prompt(f"{lack}. With what are they filled?", value_proc=value)
    return answer
