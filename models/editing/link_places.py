"""Where an edition links to entries, place by place, as editors find them.

tags.0                       a link of the edition, in a list
items.2.target               one of a component, which is found by its place
blocks.0.embed_block.entry   one of a component of a union, behind its kind
blocks.1.text_part.text.en   references of a rich text in a language
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.component_links import Holder
from models.components import ComponentUnion
from models.edition import Edition, own_fields
from models.edition_values import EditionValues
from models.entry import Entry
from models.links import Link, links_of
from models.rich_text.fields import RichTextField
from models.rich_text.sources import references_of


class LinkPlace(NamedTuple):
    """A place by its *path*, and as people write it, `blocks[1].entry`, with the *entries* that it links to.

    A rich text names entries by their *uids*, which are yet to be looked up.
    """

    path: str
    place: str
    entries: tuple[int, ...] = ()
    uids: tuple[str, ...] = ()

    def found(self, numbers: Mapping[str, int]) -> "LinkPlace":
        """Put the numbers of entries in place of their uids."""
        return self._replace(entries=(*self.entries, *(numbers[uid] for uid in self.uids if uid in numbers)), uids=())


def link_places(model: type[Edition], values: EditionValues) -> list[LinkPlace]:
    """List where an edition links to entries: its own lists of links, then field by field."""
    found = [each for name in links_of(model) for each in listed(name, values.get(name) or ())]
    for name, field in own_fields(model).items():
        found += places_in(field, values.get(name), name, name)
    uids = sorted({uid for each in found for uid in each.uids})
    rows: Any = Entry.select(Entry.uid, Entry.entry).where(Entry.uid.in_(uids)).tuples() if uids else []
    numbers: dict[str, int] = dict(rows)
    return [each.found(numbers) for each in found]


def listed(name: str, numbers: Sequence[int]) -> Iterator[LinkPlace]:
    """Yield the places of a list of links."""
    for place, number in enumerate(numbers):
        yield LinkPlace(f"{name}.{place}", f"{name}[{place + 1}]", (number,))


def places_in(field: Any, value: Any, path: str, place: str) -> Iterator[LinkPlace]:
    """Yield the places in the value of a field, those of components inside each other, too."""
    if value is None:
        return
    if isinstance(field, Link):
        yield LinkPlace(path, place, (value,))
    elif isinstance(field, RichTextField):
        for tag, text in value.items():
            uids = dict.fromkeys(each.uid for each in references_of(text) if each.uid)
            yield LinkPlace(f"{path}.{tag}", f"{place}.{tag}", uids=tuple(uids))
    elif isinstance(field, Holder) and isinstance(value, list):
        for number, each in enumerate(value):
            yield from places_in_component(field, each, f"{path}.{number}", f"{place}[{number + 1}]")
    elif isinstance(field, Holder):
        yield from places_in_component(field, value, path, place)


def places_in_component(holder: Holder, component: Mapping[str, Any], path: str, place: str) -> Iterator[LinkPlace]:
    """Yield the places in one component."""
    if isinstance(holder.component, ComponentUnion):
        path = f"{path}.{holder.component.member_of(component)}"
    for name, field in holder.kind_of(component).fields.items():
        yield from places_in(field, component.get(name), f"{path}.{name}", f"{place}.{name}")
