"""The answer of groups: what SQL found, with labels, shares, cursors and the empty steps between, as JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from resolvers.compiler.failures import Failed, sign
from resolvers.compiler.placeholders import Formatting, format_placeholders, unescaped, with_suffixes
from resolvers.compiler.selections import SelectedField
from resolvers.connections import cursors
from resolvers.context.errors import BadUserInput
from resolvers.statistics.group_arguments import COUNT, MOST_GROUPS, GroupsVariant
from resolvers.statistics.keys import GroupKey, Step
from resolvers.statistics.labels import first_day, label
from resolvers.statistics.steps import next_begin, step_of

DIGITS = 12
"""Significant digits of sums of fractions: databases add them up in different orders."""


@dataclass
class Group:
    """A group: its key values, for entries their numbers, its count, its figures by field and the entries by key."""

    values: Sequence[Any]
    count: int
    figures: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    entries: Sequence[Any] = (None, None, None)


@dataclass
class Answer:
    """What is told of groups: those of the page, all in number, and how they are named."""

    keys: Sequence[GroupKey]
    order: Sequence[str]
    page: Sequence[Group]
    number: int
    before: int
    total: int
    name: str
    formatting: Formatting

    def cursor(self, group: Group) -> str:
        """Write the place of a group."""
        values: list[Any] = []
        for each in self.order:
            if each.endswith(COUNT):
                values.append(group.count)
                continue
            place = int(each.lstrip("-"))
            value, blank = group.values[place], 0 if self.keys[place].target else ""
            values += [1, blank] if value is None else [0, value]
        return cursors.encode(self.name, values)


Shape = Callable[[Any, Any], Any]


def entry_fields(selected: SelectedField) -> list[SelectedField]:
    """List the selections of entries below groups, in the order of the document."""
    nodes = [each for each in selected.fields() if each.name == "nodes"]
    keys = [each for node in nodes for each in node.fields() if each.name == "keys"]
    return [each for key in keys for each in key.fields() if each.name == "entry"]


def groups_shape(selected: SelectedField) -> Callable[[Answer], dict[str, Any]]:
    """Plan the object of groups."""
    places = {each.path: place for place, each in enumerate(entry_fields(selected))}
    members = [(each.key, member(each, places)) for each in selected.fields()]
    return lambda answer: {key: value(answer) for key, value in members}


def member(selected: SelectedField, places: Mapping[tuple[str, ...], int]) -> Callable[[Answer], Any]:
    """Plan a field of it."""
    if selected.name == "totalCount":
        return lambda answer: answer.number
    if selected.name == "pageInfo":
        infos = [(each.key, INFO[each.name]) for each in selected.fields()]
        return lambda answer: {key: value(answer) for key, value in infos}
    if selected.name == "nodes":
        fields = [(each.key, of_group(each, places)) for each in selected.fields()]
        return lambda answer: [{key: value(answer, group) for key, value in fields} for group in answer.page]
    return lambda answer: selected.parent.name


INFO: dict[str, Callable[[Answer], Any]] = {
    "__typename": lambda answer: "PageInfo",
    "hasNextPage": lambda answer: answer.before + len(answer.page) < answer.number,
    "hasPreviousPage": lambda answer: answer.before > 0,
    "startCursor": lambda answer: answer.cursor(answer.page[0]) if answer.page else None,
    "endCursor": lambda answer: answer.cursor(answer.page[-1]) if answer.page else None,
}


def of_group(selected: SelectedField, places: Mapping[tuple[str, ...], int]) -> Shape:
    """Plan a field of a group."""
    if selected.name == "count":
        return lambda answer, group: group.count
    if selected.name == "share":
        return lambda answer, group: group.count / answer.total if answer.total else 0.0
    if selected.name == "keys":
        fields = [(each.key, of_key(each, places)) for each in selected.fields()]
        return lambda answer, group: [
            {key: value(answer, (group, place)) for key, value in fields} for place in range(len(answer.keys))
        ]
    if selected.name == "numbers":
        numbers = [(each.key, of_number(each)) for each in selected.fields()]
        return lambda answer, group: {key: value(answer, group) for key, value in numbers}
    return lambda answer, group: selected.parent.name


def of_key(selected: SelectedField, places: Mapping[tuple[str, ...], int]) -> Shape:
    """Plan a field of a key, of a group and its place."""
    if selected.name == "entry":
        number = places[selected.path]
        return lambda answer, at: at[0].entries[at[1]] and at[0].entries[at[1]][2 + number]
    if selected.name == "value":
        return lambda answer, at: value_of(at[0], at[1], answer.keys[at[1]])
    if selected.name == "label":
        return lambda answer, at: label_of(at[0], at[1], answer)
    return lambda answer, at: selected.parent.name


def value_of(group: Group, place: int, key: GroupKey) -> str | None:
    """Give the value of a key: of an entry its id."""
    value: str | None = group.values[place]
    if key.target and group.entries[place]:
        value = group.entries[place][0]
    return value


def label_of(group: Group, place: int, answer: Answer) -> str | None:
    """Say the value of a key in the language of the reading."""
    key, value = answer.keys[place], group.values[place]
    if key.target:
        name: str | None = group.entries[place][1] if group.entries[place] else None
        return name
    return None if value is None else label(key, value, answer.formatting.context.chain[0])


FIGURES = ("sum", "min", "max")


def of_number(selected: SelectedField) -> Shape:
    """Plan the figures of a column of numbers."""
    name = selected.name
    if name == "__typename":
        return lambda answer, group: selected.parent.name
    fields = [(each.key, each.name) for each in selected.fields()]
    return lambda answer, group: {key: figure(figure_name, group.figures.get(name)) for key, figure_name in fields}


def figure(name: str, found: Sequence[Any] | None) -> Any:
    """Give a figure; null of no numbers."""
    if name == "__typename":
        return "GroupNumbers"
    if found is None or not found[3]:
        return None
    value = found[0] / found[3] if name == "avg" else found[FIGURES.index(name)]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) and name == "sum" else float(value)


@dataclass(frozen=True, eq=False)
class GroupsFormatter:
    """Makes the object of groups out of what SQL found."""

    selected: SelectedField
    keys: tuple[GroupKey, ...]
    variant: GroupsVariant
    numbers: tuple[str, ...]
    shape: Callable[[Answer], dict[str, Any]]
    is_pure: ClassVar[bool] = False

    def __call__(self, payload: bytes, formatting: Formatting) -> bytes:
        """Write the groups of one connection; of steps that cannot be filled, the sign of a failure."""
        text = with_suffixes(format_placeholders(unescaped(payload), formatting), formatting)
        rows, number, before, total, size, name, after = orjson.loads(text)
        found = [self.group(row) for row in rows]
        answer = Answer(self.keys, self.variant.order, found, number, before, total, name, formatting)
        if self.variant.is_filled:
            try:
                fill(answer, size, after)
            except BadUserInput as error:
                return sign(formatting.failures, Failed(error, self.selected))
        return orjson.dumps(self.shape(answer))

    def group(self, row: Sequence[Any]) -> Group:
        """Read a row: keys, count, four figures a number, and the entries of the keys."""
        width = len(self.keys)
        figures = {name: row[width + 1 + 4 * place :][:4] for place, name in enumerate(self.numbers)}
        return Group(row[:width], row[width], figures, row[width + 1 + 4 * len(self.numbers) :])


def fill(answer: Answer, size: int, after: Sequence[Any] | None) -> None:
    """Put empty groups between those there are, and take the page; raise `BadUserInput` for too many."""
    step = answer.keys[0].step
    assert step is not None
    known = {group.values[0]: group for group in answer.page}
    dates = sorted(value for value in known if value is not None)
    if answer.number > MOST_GROUPS + 1:
        raise too_many(answer.number)
    steps = [known.get(value) or Group([value], 0) for value in between(step, dates)]
    if answer.order[0].startswith("-"):
        steps.reverse()
    steps += [known[None]] if None in known else []
    start = 0
    if after is not None:
        start = sum(1 for group in steps if not is_behind(group, after, descends=answer.order[0].startswith("-")))
    answer.page, answer.number, answer.before = steps[start : start + size], len(steps), start


def is_behind(group: Group, after: Sequence[Any], *, descends: bool) -> bool:
    """Tell whether a group stands behind a cursor: whether it has no value, and the value."""
    value = group.values[0]
    if after[0] or value is None:
        return value is None and not after[0]
    return bool(value < after[1] if descends else value > after[1])


def between(step: Step, dates: Sequence[str]) -> Iterator[str]:
    """Name all steps from the first to the last; raise `BadUserInput` for too many."""
    if not dates:
        return
    begin, last = first_day(step, dates[0]), dates[-1]
    for _ in range(MOST_GROUPS):
        value = step_of(step, begin)
        yield value
        if value == last:
            return
        begin = next_begin(step, begin)
    raise too_many(None)


def too_many(number: int | None) -> BadUserInput:
    """Refuse to fill."""
    said = f"not {number}" if number else "and there are more between the first and the last"
    return BadUserInput(f"fill makes at most {MOST_GROUPS} groups, {said}: use a longer step, or narrow the list.")
