"""In which state an edition is: of what is published, live; of what editors read beside that, as seen from now.

A reading that needs no right shows what is live at its instant and nothing else, so that this tells nobody of more.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import singledispatch
from typing import Any, ClassVar

from resolvers.compiler.parameters import PUBLIC_AT
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.perspectives import Drafted, Latest, Published


class EditionState(StrEnum):
    """What has become of an edition, seen from now."""

    DRAFT = "DRAFT"
    """It is being worked on, and is not public."""
    SCHEDULED = "SCHEDULED"
    """It will be public from an instant on."""
    LIVE = "LIVE"
    """It is public."""
    PAST = "PAST"
    """It was public, and is not any more."""


@dataclass(frozen=True)
class StateOfEdition:
    """The state of the edition that is shown, a name of *enum*."""

    enum: ClassVar[type[StrEnum]] = EditionState


@attribute_json.register
def state_json(attribute: StateOfEdition, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Write the state, as the perspective of the reading has it."""
    begins, ends = rows.column("live_from"), rows.column("live_until")

    def write(writer: StatementWriter) -> str:
        cases = state_cases(writer.context.perspective, begins, ends)
        if not cases:
            return writer.dialect.constant(EditionState.LIVE)
        whens = " ".join(f"WHEN {condition} THEN {writer.dialect.constant(state)}" for condition, state in cases)
        return f"(CASE {whens} ELSE {writer.dialect.constant(EditionState.LIVE)} END)"

    return write


@singledispatch
def state_cases(perspective: Any, begins: str, ends: str) -> list[tuple[str, EditionState]]:
    """List what else than live an edition may be that a perspective shows, with the conditions in SQL, in order."""
    raise NotImplementedError(f"{perspective!r} shows editions in no state")


@state_cases.register
def _(perspective: Published, begins: str, ends: str) -> list[tuple[str, EditionState]]:
    return []


@state_cases.register
def _(perspective: Drafted, begins: str, ends: str) -> list[tuple[str, EditionState]]:
    return [(f"{begins} IS NULL", EditionState.DRAFT)]


@state_cases.register
def _(perspective: Latest, begins: str, ends: str) -> list[tuple[str, EditionState]]:
    return [
        (f"{begins} IS NULL", EditionState.DRAFT),
        (f"{begins} > {PUBLIC_AT.mark}", EditionState.SCHEDULED),
        (f"{ends} <= {PUBLIC_AT.mark}", EditionState.PAST),
    ]
