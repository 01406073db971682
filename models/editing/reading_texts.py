"""Texts, read language by language as editors do: where each comes from, and what of a language is to be done.

    title                    a text of the edition
    items.0.label            one of a component, which is found by its place
    blocks.0.text_part.text  one of a component of a union, behind its kind

What was said of a text when it was saved (`models/editing/sources.py`) stands before the marks of content files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.component_links import Holder
from models.components import ComponentUnion
from models.editing.sources import mark_of
from models.edition import Edition, own_fields
from models.edition_values import EditionValues
from models.translations import TranslatedField, is_text

ORIGINAL, TRANSLATION, CONVERSION, MACHINE = "ORIGINAL", "TRANSLATION", "CONVERSION", "MACHINE"
"""Where a text may come from."""

KINDS_OF_BASIS = {"translation": TRANSLATION, "conversion": CONVERSION}
"""What the marks of content files say of where a text comes from; the others say something else."""


class Source(NamedTuple):
    """Where a text comes from: what *kind* of source, *of* which language, if known; whether that has changed since."""

    kind: str = ORIGINAL
    of: str | None = None
    is_stale: bool = False


class Text(NamedTuple):
    """A text at a path, by the tags of its languages, with the name of its field and what is said of its sources.

    Its *place* is where people find it: `items[1].label`.
    """

    path: str
    name: str
    texts: Mapping[str, str]
    sources: Mapping[str, Any]
    basis: Mapping[str, str]
    place: str = ""

    def source(self, tag: str) -> Source:
        """Say where it comes from in a language."""
        told = self.sources.get(f"{self.name}.{tag}")
        if told is not None:
            of = told.get("of")
            is_stale = bool(told.get("mark")) and mark_of(self.texts.get(of)) != told["mark"]
            return Source(told["kind"], of, is_stale)
        marks = (self.basis.get(key) for key in (f"{self.name}.{tag}", self.name, tag))
        mark = next((each for each in marks if each is not None), "")
        return Source(KINDS_OF_BASIS.get(mark, ORIGINAL))


@dataclass(frozen=True)
class Work:
    """What is to be done of the texts in one language, by their paths: `title.zh-Hant`."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    machine: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.converted or self.machine)


def text_of(values: EditionValues, name: str, sources: Mapping[str, Any]) -> Text:
    """Return a text of an edition; it may be in no language."""
    return Text(name, name, values.get(name) or {}, sources, values.get("basis") or {}, name)


def text_of_component(component: Mapping[str, Any], name: str, path: str = "", place: str = "") -> Text:
    """Return a text of a component, which says itself what it is not the source's."""
    return Text(path, name, component.get(name) or {}, {}, component.get("basis") or {}, place)


def texts_of(model: type[Edition], values: EditionValues, sources: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the texts of an edition in the order of its fields, those of its components where they stand."""
    for name, field in own_fields(model).items():
        if is_text(field):
            yield text_of(values, name, sources)
        elif isinstance(field, Holder):
            yield from texts_in(field, values.get(name), name, name)


def texts_in(field: Holder, value: Any, path: str, place: str) -> Iterator[Text]:
    """Yield the texts of components, those inside each other, too."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from texts_of_component(field, each, f"{path}.{number}", f"{place}[{number + 1}]")
    elif value is not None:
        yield from texts_of_component(field, value, path, place)


def texts_of_component(holder: Holder, component: Mapping[str, Any], path: str, place: str) -> Iterator[Text]:
    """Yield the texts of one component."""
    if isinstance(holder.component, ComponentUnion):
        path = f"{path}.{holder.component.member_of(component)}"
    for name, field in holder.kind_of(component).fields.items():
        if isinstance(field, TranslatedField):
            yield text_of_component(component, name, f"{path}.{name}", f"{place}.{name}")
        elif isinstance(field, Holder):
            yield from texts_in(field, component.get(name), f"{path}.{name}", f"{place}.{name}")


def work_in(texts: Iterator[Text], tag: str) -> Work:
    """Say what is to be done of texts in a language. One that is in no language is not for translators."""
    found: dict[str, list[str]] = {"missing": [], "stale": [], "converted": [], "machine": []}
    for text in texts:
        path = f"{text.path}.{tag}"
        if not text.texts.get(tag):
            if any(text.texts.values()):
                found["missing"].append(path)
            continue
        source = text.source(tag)
        if source.is_stale:
            found["stale"].append(path)
        if source.kind == CONVERSION:
            found["converted"].append(path)
        if source.kind == MACHINE:
            found["machine"].append(path)
    return Work(**{name: tuple(paths) for name, paths in found.items()})
