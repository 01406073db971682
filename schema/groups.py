"""Groups and histories of connections: their types, made from what a content type is grouped by."""

from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_snake_case

from models.edition import Edition
from resolvers.statistics.group_arguments import DEFAULT_GROUPS, MOST_GROUPS, MOST_KEYS
from resolvers.statistics.keys import GroupKey as Key
from resolvers.statistics.keys import group_keys
from resolvers.statistics.numbers import number_columns
from schema.arguments import argument
from schema.building import plain_type
from schema.entries import Entry
from schema.members import member, type_of
from schema.namespace import NAMESPACE, enum_type


class GroupOrder(Enum):
    """By what groups are sorted; those without a value come last, and what is level stands by the key."""

    KEY_ASC = "KEY"
    """By the values of the keys; entries in the order in which they were made."""
    KEY_DESC = "-KEY"
    """The same, the last first."""
    COUNT_ASC = "COUNT"
    """The smallest first."""
    COUNT_DESC = "-COUNT"
    """The largest first."""


class HistoryStepLength(StrEnum):
    """How long the steps of a history are, by the calendar and the clocks of the site."""

    YEAR = "YEAR"
    """Calendar years."""
    QUARTER = "QUARTER"
    """Quarters of a year."""
    MONTH = "MONTH"
    """Calendar months."""
    WEEK = "WEEK"
    """Weeks of ISO 8601, from Monday on."""
    DAY = "DAY"
    """Days."""


@plain_type
class GroupKey:
    """One of the values by which entries are grouped."""

    value: str | None
    """`2026`, `2026-Q1`, `2026-03`, `2026-W12`, `2026-03-05`, a day of the week from 1 for Monday to 7, a name of an
    enum, `true` or `false`, a language tag, or the `entryId` of an entry; null for entries that have none."""
    label: str | None
    """The value in words, in the language of the reading; of an entry, the text that names it."""
    entry: Entry | None
    """The entry that is the key, if keys are entries."""


@plain_type
class GroupNumbers:
    """Figures of the numbers that the entries of a group have; null where none has one."""

    sum: float | None
    """All together."""
    min: float | None
    """The least."""
    max: float | None
    """The greatest."""
    avg: float | None
    """The mean."""


@plain_type
class HistoryStep:
    """How many entries there were at the end of a step of time."""

    value: str
    """The step: `2026`, `2026-Q1`, `2026-03`, `2026-W12` or `2026-03-05`."""
    label: str
    """The step in words, in the language of the reading."""
    at: datetime
    """The instant at which they were counted: the last of the step, or where the history ends within it."""
    count: int
    """How many there were."""


GROUPS = """\
The entries of the whole list in groups, by the values of one to three keys together; each group has its count. An entry
that links to several counts in the group of each. All entries are read for it, which costs accordingly. It is null
only with an error."""

HISTORY = """\
How many entries the list had at the end of each step of time, from a ledger that is kept. It ends at the instant of the
reading for those who may not know what is to come. Null with `where`, and where drafts or a part of what is to come are
shown, which the ledger does not count."""

FILL = "Whether steps of time that no entry lies in, between the first and the last, have groups, too."


def statistics_of(model: type[Edition]) -> list[StrawberryField]:
    """Make the fields of a connection that go over all its entries, with their types."""
    return [*groups_of(model), history_field()]


def groups_of(model: type[Edition]) -> list[StrawberryField]:
    """Make the field of groups; none where there is nothing to group by."""
    name, keys = model.__name__, group_keys(model.__name__)
    if not keys:
        return []
    make_group_enum(name, keys)
    enum_type(GroupOrder)
    fields = [
        member("keys", "list[GroupKey]", "The values of the keys, in the order of `by`."),
        member("count", int, "How many entries are in the group."),
        member("share", float, "That number in relation to the `totalCount` of the list: 0.25 is a quarter."),
    ]
    if numbers := number_columns(name):
        described = [member(to_snake_case(each), "GroupNumbers", f"Of `{each}`.") for each in numbers]
        type_of(f"{name}GroupNumbers", described, f"Figures of the numbers of {name} in a group.")
        fields.append(member("numbers", f"{name}GroupNumbers", "Figures of the entries' numbers."))
    type_of(f"{name}GroupNode", fields, f"Entries of {name} that have the same values.")
    page = [
        member("nodes", f"list[{name}GroupNode]", "The groups of the page."),
        member("page_info", "PageInfo", "Where the page stands in the list of groups."),
        member("total_count", int, "How many groups there are."),
    ]
    type_of(f"{name}Groups", page, f"A page of groups of {name}.")
    arguments = [
        argument("by", f"list[{name}Group]", f"The keys, up to {MOST_KEYS}."),
        argument("order_by", "Optional[list[GroupOrder]]", "By what to sort; dates ascending, else the largest first."),
        argument("first", int | None, f"How many at most, up to {MOST_GROUPS}.", DEFAULT_GROUPS),
        argument("after", str | None, "The cursor behind which the page starts."),
        argument("fill", bool | None, f"{FILL} It goes with one key.", False),  # noqa: FBT003
    ]
    return [member("groups", f"Optional[{name}Groups]", GROUPS, arguments)]


def make_group_enum(name: str, keys: dict[str, Key]) -> None:
    """Make the enum of what entries of a type can be grouped by."""
    kind: Any = Enum(f"{name}Group", {each: each for each in keys})  # type: ignore[misc]  # mypy reads enums from their source alone
    made: Any = strawberry.enum(kind, description=f"By what entries of {name} can be grouped.")
    for value in made.__strawberry_definition__.values:
        value.description = keys[value.name].text
    NAMESPACE[f"{name}Group"] = made


def history_field() -> StrawberryField:
    """Make the field of the history."""
    enum_type(HistoryStepLength)
    arguments = [
        argument("by", HistoryStepLength, "How long the steps are."),
        argument("from", datetime, "The instant in whose step the history begins."),
        argument("until", datetime | None, "The instant at which it ends; that of the reading, unless given."),
    ]
    return member("history", "Optional[list[HistoryStep]]", HISTORY, arguments)
