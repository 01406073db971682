"""Changes as clients give them, read into those of the writing service (`models/editing/acts.py`).

An entry that is not found is left to the writing service to tell, so that all problems are told at once.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import singledispatchmethod
from typing import Any

import strawberry

from models.components import KIND, ComponentField, ComponentsField, ComponentUnion, Holding
from models.editing.drafts import SOURCES
from models.editing.link_changes import Add, LinkChanges, Move, Placed, Remove
from models.edition import Edition, content_types
from models.links import Link, Links
from models.rich_text.fields import RichTextField
from models.rich_text.references import Found as Reference
from models.rich_text.sources import stored_address, with_addresses
from models.translations import EnumField, TranslatedField
from resolvers.attributes.shapes import shape
from resolvers.context.circumstances import Circumstances
from resolvers.editing.given import Found, Given, NoEntry, find, find_target
from schema.editing.content import edited_fields
from schema.editing.refs import EntryRef
from schema.editing.texts import TAGS


def given_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is given of an input, by its names in Python."""
    for field in value.__strawberry_definition__.fields:
        found = getattr(value, field.python_name)
        if found is not strawberry.UNSET:
            yield field.python_name, found


def named_in(ref: EntryRef) -> Given:
    """Read how an entry is named."""
    return Given(**{name: str(value) for name, value in given_in(ref) if value is not None})


class ChangesReader:
    """Reads the changes of one input, for who asks."""

    def __init__(self, circumstances: Circumstances) -> None:
        self.circumstances = circumstances

    def changes(self, model: type[Edition], patch: Any) -> dict[str, Any]:
        """Read a patch: changes by column, and where texts come from, by path."""
        fields, found, sources = edited_fields(model), dict[str, Any](), dict[str, Any]()
        for name, value in given_in(patch):
            if isinstance(fields[name], TranslatedField) and value is not None:
                texts = {TAGS[each]: text for each, text in given_in(value)}
                found[name] = {tag: text and self.source(fields[name], text.value) for tag, text in texts.items()}
                sources |= dict(self.sources(name, texts))
            else:
                found[name] = None if value is None else self.read(fields[name], value)
        return {**found, SOURCES: sources} if sources else found

    def sources(self, name: str, texts: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Read where the texts of a field come from."""
        for tag, text in texts.items():
            source = text and text.source
            if source:
                yield f"{name}.{tag}", {"kind": source.kind.value, "of": source.of and source.of.tag}

    @singledispatchmethod
    def read(self, field: Any, value: Any) -> Any:
        """Read the value of a field."""
        return date.fromisoformat(value) if shape(field).target is date else value

    @read.register
    def _(self, field: EnumField, value: Any) -> str:
        return str(value.value)

    @read.register
    def _(self, field: Link, value: EntryRef) -> Any:
        return self.number(field, value)

    @read.register
    def _(self, field: Links, value: Any) -> Any:
        if value.set is not strawberry.UNSET:
            return [self.number(field, each) for each in value.set or ()]
        return LinkChanges([self.step(field, each) for each in value.change or ()])

    @read.register
    def _(self, field: ComponentField, value: Any) -> dict[str, Any]:
        return self.component(field, value)

    @read.register
    def _(self, field: ComponentsField, value: Any) -> list[dict[str, Any]]:
        return [self.component(field, each) for each in value]

    def component(self, holder: Holding, value: Any) -> dict[str, Any]:
        """Read a component, whole; one of a union stands under the name of its kind."""
        if isinstance(holder.component, ComponentUnion):
            [(member, inner)] = given_in(value)
            kind = holder.component.members[member]
            return {KIND: kind.kind_of(inner).__name__, **self.component(kind, inner)}
        found: dict[str, Any] = {}
        for name, each in given_in(value):
            field = holder.kind_of(value).fields[name]
            if each is None:
                continue
            if isinstance(field, TranslatedField):
                texts = {TAGS[language]: text for language, text in given_in(each) if text is not None}
                found[name] = {tag: self.source(field, text) for tag, text in texts.items()} or None
            else:
                found[name] = self.read(field, each)
        return found

    def source(self, field: TranslatedField, text: str) -> str:
        """Read a text: a rich one names the entries that are found by their uids."""
        return with_addresses(text, self.address) if isinstance(field, RichTextField) else text

    def address(self, reference: Reference) -> str | None:
        """Give the address, by its uid, of an entry that is named by its type and slug; None if there is none."""
        kind, slug = reference.named or ("", "")
        model = next((each for each in content_types() if each.__name__ == kind), None)
        found = model and find(self.circumstances, Given(slug=slug), model)
        return stored_address(found.entry) if isinstance(found, Found) else None

    def step(self, link: Links, change: Any) -> Add | Move | Remove:
        """Read a change of a list of links."""
        [(kind, value)] = given_in(change)
        refs = {"entry": value} if kind == "remove" else dict(given_in(value))
        is_first = bool(refs.pop("first", False))
        found = {name: self.number(link, ref) for name, ref in refs.items() if ref is not None}
        unknown = next((each for each in found.values() if isinstance(each, NoEntry)), None)
        if unknown is not None:
            return Add(Placed(unknown))  # type: ignore[arg-type]  # the writing service tells that there is none
        if kind == "remove":
            return Remove(found["entry"])
        placed = Placed(**found, first=is_first)
        return Add(placed) if kind == "add" else Move(placed)

    def number(self, link: Link | Links, ref: EntryRef) -> Any:
        """Find the entry that is meant, by its number; what stands for one that is not found is none."""
        found = find_target(self.circumstances, named_in(ref), link)
        return found if isinstance(found, NoEntry) else found.entry
