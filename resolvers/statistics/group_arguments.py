"""The arguments of groups: what they ask for, checked, and split into what decides the SQL and what is bound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from peewee import SQL, Case, fn

from models.edition import Edition
from models.table_statistics import table_statistics
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.selections import SelectedField
from resolvers.connections import cursors
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext
from resolvers.statistics.counted_groups import counted_list, is_counted
from resolvers.statistics.keys import GroupKey, group_keys
from resolvers.where.orders import BLANKS, SortKey

MOST_KEYS = 3
"""Keys by which entries are grouped at once."""

DEFAULT_GROUPS, MOST_GROUPS = 100, 1_000
"""Groups of a page: unless it is said otherwise, and at most; and steps of time that are filled."""

KEY, COUNT = "KEY", "COUNT"
"""What groups are ordered by; `-` before it is descending."""


class GroupsVariant(NamedTuple):
    """What the arguments ask for, as far as it decides the SQL: the names of the keys, and the order of the columns.

    The order has the number of a key or `COUNT`, with `-` for descending. Where groups are totals of all entries by a
    link that *is_counted*, they are read so.
    """

    keys: tuple[str, ...]
    order: tuple[str, ...]
    has_cursor: bool
    is_filled: bool
    is_counted: bool


def groups_limit(arguments: Mapping[str, Any]) -> int:
    """Return how many groups are asked for at most."""
    first = arguments.get("first")
    return DEFAULT_GROUPS if first is None else int(first)


@dataclass(frozen=True, eq=False)
class GroupArguments:
    """The arguments of the field *selected*, groups of entries of *model*; parameters are named after an *alias*.

    They are those of all entries of the type where the list *is whole*, else of what links to one.
    """

    model: type[Edition]
    selected: SelectedField
    alias: str
    is_whole: bool

    def parameter(self, name: str) -> Parameter:
        """Name a value that is bound."""
        return Parameter(f"{self.alias}_{name}")

    def read(self, context: ReadContext, variables: Any) -> tuple[GroupsVariant, dict[str, Any]]:
        """Return what decides the SQL, and what is bound; raise `BadUserInput`."""
        arguments = self.selected.arguments_of(variables)
        keys = self.keys(arguments)
        order = self.order(arguments, keys)
        size, after = groups_limit(arguments), arguments.get("after")
        if not 0 <= size <= MOST_GROUPS:
            raise BadUserInput(f"first must be from 0 to {MOST_GROUPS}, not {size}.", self.selected)
        is_filled = bool(arguments.get("fill"))
        if is_filled and (len(keys) > 1 or not is_filled_by(keys[0])):
            raise BadUserInput("fill goes with one key, a step of time that is no WEEKDAY.", self.selected)
        if is_filled and COUNT in order[0]:
            raise BadUserInput("fill goes with an order by the key.", self.selected)
        name = ",".join((self.model.__name__, "groups", *(key.name for key in keys), *order))
        values: dict[str, Any] = {
            self.parameter("size"): size,
            self.parameter("zone"): context.zone.key,
            self.parameter("name"): name,
        }
        if after is not None:
            bound = cursors.decode(after, name, sort_keys(keys, order, self.alias), self.selected)
            values |= {self.parameter(f"after_{place}"): value for place, value in enumerate(bound)}
        names = tuple(key.name for key in keys)
        return GroupsVariant(names, order, after is not None, is_filled, self.is_counted(keys, context)), values

    def is_counted(self, keys: Sequence[GroupKey], context: ReadContext) -> bool:
        """Tell whether the totals of all entries by a link are read, unless there are conditions."""
        listed = counted_list(keys, self.model) if self.is_whole else None
        return listed is not None and is_counted(listed, table_statistics(), context.options.at)

    def keys(self, arguments: Mapping[str, Any]) -> list[GroupKey]:
        """Return the keys, each once."""
        names = [each.value for each in arguments["by"]]
        if not 1 <= len(names) <= MOST_KEYS or len(set(names)) < len(names):
            raise BadUserInput(f"by must be 1 to {MOST_KEYS} keys, each once.", self.selected)
        known = group_keys(self.model.__name__)
        return [known[name] for name in names]

    def order(self, arguments: Mapping[str, Any], keys: Sequence[GroupKey]) -> tuple[str, ...]:
        """Return the columns of the order: leading dates ascending, then the largest first, unless it is given."""
        given = [each.value for each in arguments.get("orderBy") or ()]
        places = [str(place) for place in range(len(keys))]
        if not given:
            dates = next((place for place, key in enumerate(keys) if not key.is_date), len(keys))
            return (*places[:dates], f"-{COUNT}", *places[dates:]) if dates < len(keys) else tuple(places)
        if len({each.lstrip("-") for each in given}) < len(given):
            raise BadUserInput("orderBy must name KEY and COUNT once at most.", self.selected)
        found: list[str] = []
        for each in given:
            sign = "-" if each.startswith("-") else ""
            found += [each] if COUNT in each else [sign + place for place in places]
        return tuple(found if places[0] in "".join(found) else [*found, *places])


def is_filled_by(key: GroupKey) -> bool:
    """Tell whether the values of a key have steps between them."""
    return key.step is not None and key.step.name != "WEEKDAY"


def sort_keys(keys: Sequence[GroupKey], order: Sequence[str], alias: str) -> list[SortKey]:
    """List the keys of an order on the groups in *alias*; a group without a value comes last in either direction."""
    found: list[SortKey] = []
    for each in order:
        descends, name = each.startswith("-"), each.lstrip("-")
        if name == COUNT:
            found.append(SortKey(int, SQL(f'"{alias}"."n"'), descends))
            continue
        kind: type = int if keys[int(name)].target else str
        value = SQL(f'"{alias}"."k{name}"')
        is_null = Case(None, [(value.is_null(), SQL("1"))], SQL("0"))
        found += [SortKey(int, is_null, descends=False), SortKey(kind, fn.COALESCE(value, BLANKS[kind]), descends)]
    return found
