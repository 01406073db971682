"""What the answers must be, worked out from all rows in plain Python: slow, and without a plan.

For every registered type it writes a query that follows all links down to some depth, and the
answer that the query must have at an instant.
"""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from models.addresses.patterns import DEEPEST, TREE
from models.components import ComponentsField, ComponentUnion
from models.edition import Edition, content_type, content_types
from models.edition_values import rows_of
from models.links import AnyLink, AnyLinks, Backlink, Link, Links, links_of
from models.rich_text.fields import RichTextField
from models.translations import DEFAULT_LOCALE
from resolvers.attributes.ids import encode
from resolvers.attributes.opening_hours import IsOpen, NextOpeningOrClosing, OpeningHours
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import ReadOptions
from schema.building import FIELD_NAMES


class Content:
    """All editions and links of the connected database, seen as of instants."""

    def __init__(self) -> None:
        self.editions = {model: list(model.select().dicts()) for model in content_types()}
        self.links: dict[Links, dict[int, list[int]]] = {}
        for model in content_types():
            for links in links_of(model).values():
                self.links[links] = defaultdict(list)
                for edition, target in rows_of(links.table):
                    self.links[links][edition].append(target)

    def asked(self, at: int) -> ReadOptions:
        """The read options that ids name."""
        return ReadOptions(at=at)

    def shown(self, model: type[Edition], at: int) -> list[dict[str, Any]]:
        """The editions that are shown, in any order: those that are live."""
        return [row for row in self.editions[model] if is_live(row, at)]

    def live(self, model: type[Edition], at: int) -> list[dict[str, Any]]:
        """The same in the default order."""
        rows = self.shown(model, at)
        rows.sort(key=lambda row: row["entry"], reverse=any(name.startswith("-") for name in model.order[-1:]))
        for name in reversed(model.order):
            rows.sort(key=lambda row: row[name.lstrip("-")], reverse=name.startswith("-"))
        return rows

    def target(self, link: Link | Links, entry: int | None, at: int) -> tuple[str, dict[str, Any] | None]:
        """What a link leads to, with its type."""
        kinds = [model.__name__ for model in content_types() if link.leads_to(model.__name__)]
        found = ((kind, self.entry(kind, entry, at)) for kind in kinds)
        return next((each for each in found if each[1]), (link.target, None))

    def entry(self, type_name: str, entry: int | None, at: int) -> dict[str, Any] | None:
        return next((row for row in self.live(content_type(type_name), at) if row["entry"] == entry), None)

    def linking(self, backlink: Backlink, entry: int, at: int) -> list[dict[str, Any]]:
        link, rows = backlink.link, self.live(backlink.link.model, at)
        if isinstance(link, Link):
            return [row for row in rows if row[link.name] == entry]
        return [row for row in rows if entry in self.links[link][row["edition"]]]


def is_live(row: dict[str, Any], at: int) -> bool:
    """Whether an edition is live at an instant."""
    return row["live_from"] is not None and row["live_from"] <= at < row["live_until"]


def followed(type_name: str) -> dict[str, Any]:
    """The attributes of a type that lead to other entries."""
    kinds = (Link, Links, Backlink, ComponentsField, RichTextField, IsOpen, NextOpeningOrClosing, OpeningHours)
    return {name: value for name, value in OBJECT_TYPES[type_name].attributes.items() if isinstance(value, kinds)}


def selection(type_name: str, depth: int) -> str:
    """Select ids, and what is linked, down to *depth*."""
    fields = ["__typename"]
    if issubclass(OBJECT_TYPES[type_name].model, Edition):
        fields = ["id path" if depth else "id"]
    for name, value in followed(type_name).items() if depth else ():
        if isinstance(value, Backlink):
            inner = selection(value.link.model.__name__, depth - 1)
            fields.append(f"{name}(first: 100) {{ totalCount nodes {{ {inner} }} edges {{ node {{ id }} }} }}")
        elif isinstance(value, RichTextField):
            fields.append(f"{name} {{ markdown references {{ key entry {{ id path }} }} }}")
        elif isinstance(value, IsOpen | NextOpeningOrClosing):
            fields.append(name)
        elif isinstance(value, OpeningHours):
            fields.append(f"{name}(days: 3) {{ date hours {{ opens closes }} }}")
        elif isinstance(value, ComponentsField):
            kinds = [kind.__name__ for kind in value.kinds]
            if isinstance(value.component, ComponentUnion):
                inner = " ".join(f"... on {kind} {{ {selection(kind, depth - 1)} }}" for kind in kinds)
            else:
                inner = selection(kinds[0], depth - 1)
            fields.append(f"{name} {{ {inner} }}")
        elif isinstance(value, AnyLink | AnyLinks):
            fields.append(f"{name} {{ __typename id {any_selection(value)} }}")
        else:
            fields.append(f"{name} {{ {selection(value.target, depth - 1)} }}")
    return " ".join(fields)


OWN = {"School": "abbreviation", "SustainableDevelopmentGoal": "number", "Program": "code"}
"""Fields that not all types have, with no language and no form of their own."""


def any_expected(content: Content, link: AnyLink | AnyLinks, entry: int | None, at: int) -> dict[str, Any] | None:
    """The answer for an entry of any type."""
    kind, found = content.target(link, entry, at)
    if found is None:
        return None
    own = {OWN[kind]: found[OWN[kind]]} if kind in OWN else {}
    return {"__typename": kind, "id": encode(kind, found["uid"], content.asked(at)), **own}


def any_selection(link: AnyLink | AnyLinks) -> str:
    """Select on some types what others do not have."""
    return " ".join(f"... on {kind} {{ {name} }}" for kind, name in OWN.items() if link.leads_to(kind))


def expected(content: Content, type_name: str, row: dict[str, Any], at: int, depth: int) -> dict[str, Any]:
    """The answer to `selection` for one row, or one part."""
    is_entry, asked = issubclass(OBJECT_TYPES[type_name].model, Edition), content.asked(at)
    answer = {"__typename": type_name}
    if is_entry:
        path = {"path": path_of(content, type_name, row, at)} if depth else {}
        answer = {"id": encode(type_name, row["uid"], asked), **path}
    for name, value in followed(type_name).items() if depth else ():
        if isinstance(value, Backlink):
            target, rows = value.link.model.__name__, content.linking(value, row["entry"], at)
            answer[name] = page(content, target, rows, at, depth - 1)
        elif isinstance(value, RichTextField):
            answer[name] = rich_text(content, row.get(value.name), at)
        elif isinstance(value, IsOpen | NextOpeningOrClosing | OpeningHours):
            answer[name] = told_of_hours(value, row, at)
        elif isinstance(value, ComponentsField):
            parts = row.get(value.name) or []
            answer[name] = [expected(content, value.kind_of(part).__name__, part, at, depth - 1) for part in parts]
        elif isinstance(value, AnyLinks):
            several = [any_expected(content, value, entry, at) for entry in content.links[value][row["edition"]]]
            answer[name] = [each for each in several if each]
        elif isinstance(value, AnyLink):
            answer[name] = any_expected(content, value, row.get(value.name), at)
        elif isinstance(value, Links):
            found = [content.entry(value.target, entry, at) for entry in content.links[value][row["edition"]]]
            answer[name] = [expected(content, value.target, each, at, depth - 1) for each in found if each]
        else:
            found = content.entry(value.target, row.get(value.name), at)
            answer[name] = found and expected(content, value.target, found, at, depth - 1)
    return answer


def local(at: int) -> datetime:
    """What clocks at the site show, in whose zone they are never put forward."""
    return datetime(1970, 1, 1) + timedelta(hours=8, microseconds=at)  # noqa: DTZ001  (what clocks show)


def hours_on(row: dict[str, Any], day: date) -> list[tuple[str, str]] | None:
    """The hours that a place has on a day; None where nothing is said of it."""
    special = [
        each
        for each in row["special_hours"]
        if each["first_on"] <= str(day) <= (each.get("last_on") or each["first_on"])
    ]
    if special:
        return [(each["opens"], each["closes"]) for each in special if each.get("opens")]
    names = [f"{day + timedelta(days=-number):%A}".upper() for number in range(7)]  # from this day backwards
    week = [
        (each["opens"], each["closes"]) for each in row["weekly_hours"] if each["first_day"] in names[: length_of(each)]
    ]
    return week if row["weekly_hours"] else None


def days_of_hours(row: dict[str, Any], first: date) -> list[dict[str, Any]]:
    """The hours of three days."""
    days = [(day, hours_on(row, day)) for day in (first + timedelta(days=number) for number in range(3))]
    return [
        {"date": str(day), "hours": [{"opens": opens, "closes": closes} for opens, closes in sorted(found)]}
        for day, found in days
        if found is not None
    ]


def length_of(weekly: dict[str, Any]) -> int:
    """How many days hours of the week are of."""
    week = [f"{date(2026, 1, 5 + number):%A}".upper() for number in range(14)]
    first = week.index(weekly["first_day"])
    return week.index(weekly.get("last_day") or weekly["first_day"], first) - first + 1


def is_open(row: dict[str, Any], at: int) -> bool | None:
    """Whether a place is open: by the hours of the day and of the one before, counted from its midnight."""
    now = local(at)
    for day in (now.date(), now.date() - timedelta(days=1)):
        begun = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (the same)
        for opens, closes in hours_on(row, day) or ():
            first, last = (timedelta(hours=int(each[:2]), minutes=int(each[3:])) for each in (opens, closes))
            if first <= now - begun < last + timedelta(days=int(last <= first)):
                return True
    return None if hours_on(row, now.date()) is None else False


def told_of_hours(value: IsOpen | NextOpeningOrClosing | OpeningHours, row: dict[str, Any], at: int) -> Any:
    """The answer of a field of opening hours."""
    if isinstance(value, OpeningHours):
        return days_of_hours(row, local(at).date())
    return is_open(row, at) if isinstance(value, IsOpen) else next_opening_or_closing(row, at)


AHEAD = 8
"""Days in which the next opening or closing is looked for; the last of them has only its midnight."""


def next_opening_or_closing(row: dict[str, Any], at: int) -> str | None:
    """When a place opens or closes next: the first of all times of day at which it is otherwise than now."""
    now, today = is_open(row, at), local(at).date()
    named = [each.get(name) for each in row["weekly_hours"] + row["special_hours"] for name in ("opens", "closes")]
    times = [datetime.strptime(each, "%H:%M").time() for each in {"00:00", *filter(None, named)}]  # noqa: DTZ007
    days = [today + timedelta(days=number) for number in range(AHEAD + 1)]
    edges = [datetime.combine(day, each) for day in days for each in times]
    last = datetime.combine(days[-1], datetime.min.time())
    later = sorted(each for each in edges if local(at) < each <= last)
    then = next((each for each in later if is_open(row, microseconds(each)) != now), None)
    if then is None or now is None or is_open(row, microseconds(then)) is not (not now):
        return None
    return f"{then.isoformat()}+08:00"


def microseconds(shown: datetime) -> int:
    """The instant at which the site's clocks show a time."""
    return (shown - local(0)) // timedelta(microseconds=1)


REFERENCE = re.compile(r"\[([^\]]*)\]\(entry:(\w+)\)")


def rich_text(content: Content, texts: dict[str, str] | None, at: int) -> dict[str, Any] | None:
    """The answer for a rich text, all of whose references are plain links."""
    chain, found = content.asked(at).chain, dict[str, Any]()
    source = next((texts[locale.tag] for locale in chain if locale.tag in texts), None) if texts else None
    if source is None:
        return None
    for uid in dict.fromkeys(uid for _, uid in REFERENCE.findall(source)):
        kinds = [
            (kind.__name__, row) for kind in content_types() for row in content.shown(kind, at) if row["uid"] == uid
        ]
        found[uid] = None
        for name, row in kinds:
            path = path_of(content, name, row, at)
            found[uid] = {"id": encode(name, uid, content.asked(at)), "path": path}

    def filled(match: re.Match[str]) -> str:
        path = (found[match[2]] or {}).get("path")
        return f"[{match[1]}]({path})" if path else match[1]

    references = [{"key": str(number), "entry": entry} for number, entry in enumerate(found.values(), 1)]
    return {"markdown": REFERENCE.sub(filled, source), "references": references}


def path_of(content: Content, type_name: str, row: dict[str, Any], at: int) -> str | None:
    """The path of the page of a row, in the language that is read; None where there is none."""
    locale, path = content.asked(at).chain[0], content_type(type_name).path
    prefix = "" if locale is DEFAULT_LOCALE else f"/{locale.tag.lower()}"
    if path == TREE:
        return prefix + "".join(f"/{each['slug']}" for each in reversed(with_those_above(content, type_name, row, at)))
    return (path and (prefix + path.replace("{slug}", row["slug"])).rstrip("/")) or path


def with_those_above(content: Content, type_name: str, row: dict[str, Any], at: int) -> list[dict[str, Any]]:
    """The rows of a branch of a tree, from one row up, at most as many as a path has segments."""
    found, above = [row], content.entry(type_name, row["parent"], at)
    while above and len(found) < DEEPEST:
        found.append(above)
        above = content.entry(type_name, above["parent"], at)
    return found


def page(content: Content, type_name: str, rows: list[dict[str, Any]], at: int, depth: int) -> dict[str, Any]:
    """The answer for a whole list as one page."""
    asked = content.asked(at)
    return {
        "totalCount": len(rows),
        "nodes": [expected(content, type_name, row, at, depth) for row in rows],
        "edges": [{"node": {"id": encode(type_name, row["uid"], asked)}} for row in rows],
    }


def everything(depth: int, reading: str = "asOf: $at") -> str:
    """A query for all entries of all types in some reading, with what they link to."""
    fields = []
    for model, (_, plural) in FIELD_NAMES.items():
        inner = f"totalCount nodes {{ {selection(model.__name__, depth)} }} edges {{ node {{ id }} }}"
        fields.append(f"{to_camel_case(plural)}(first: 100, {reading}) {{ {inner} }}")
    return f"query{'($at: DateTime)' if '$at' in reading else ''} {{ {' '.join(fields)} }}"


def expect_everything(content: Content, at: int, depth: int) -> dict[str, Any]:
    """The answer to `everything`."""
    return {
        to_camel_case(plural): page(content, model.__name__, content.live(model, at), at, depth)
        for model, (_, plural) in FIELD_NAMES.items()
    }
