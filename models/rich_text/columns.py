"""What stands beside a rich text: in each language its plain text, its HTML and all else that is compiled of it.

    body                   {"en": "See [the **school**](entry:sigm8yffl48q)."}
    body_text_en, ...      See the school.                                          conditions, `text`, `excerpt`
    body_html_en, ...      <p>See ...the <strong>school</strong>...</p>             `html`
    body_tree_en, ...      {"v": 1, "blocks": [...], "headings": [...], ...}        the other fields
    body_references        ["sigm8yffl48q"]                                         the entries in any language

Components keep their rich texts as they are written; what is compiled of those in a column stands beside it, once for
each source, by a digest of that.

    blocks_rich            {"9f86d081884c7d65": {"html": ..., "text": ..., "tree": {...}}}
    blocks_references      ["sigm8yffl48q"]
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

import orjson

from models.collation import fold
from models.component_links import Holder, components_in, kinds_in, linked_entries
from models.components import ComponentField, ComponentsField
from models.derived_columns import Derived, companions
from models.rich_text.fields import RichTextField, references_of
from models.stored_json import JsonField
from models.texts import FoldedTexts, TextInLanguage
from models.translations import Locale

FORM = "rich text 1"
"""The rules of compiling: to be counted on with `models.rich_text.compiling.VERSION`, so that all are made anew."""


def compiled(source: str) -> Any:
    """Compile a source; who only reads imports no parser."""
    from models.rich_text import compiling

    return compiling.compiled(source)


class PlainInLanguage(TextInLanguage):
    """The plain text in one language."""

    form = FORM

    def derived(self, *values: Mapping[str, str] | None) -> str | None:
        """Return it, None where there is none in the language."""
        source = super().derived(*values)
        return None if source is None else self.of(compiled(source))

    def of(self, found: Any) -> str:
        """Take it out of what is compiled."""
        return str(found.text)


class HtmlInLanguage(PlainInLanguage):
    """The HTML in one language."""

    def of(self, found: Any) -> str:
        """Take it out of what is compiled."""
        return str(found.html)


class TreeInLanguage(PlainInLanguage):
    """All else that is compiled in one language, as JSON, whose members keep their order in a text."""

    def of(self, found: Any) -> str:
        """Take it out of what is compiled."""
        return orjson.dumps(found.tree).decode()


class FoldedRichTexts(FoldedTexts):
    """The plain text as conditions compare it, in each language that it has."""

    form = FORM

    def derived(self, *values: Mapping[str, str] | None) -> Any:
        """Fold the text of each language."""
        (value,) = values
        return None if value is None else {tag: fold(compiled(source).text) for tag, source in value.items()}


class ReferredEntries(Derived, JsonField):
    """The uids of the entries that the rich texts of a column refer to, in any language; NULL for none."""

    form = FORM

    def derived(self, *values: Any) -> list[str] | None:
        """List the entries, each once."""
        (field,), (value,) = self.sources, values
        return sorted({uid for source in sources_in(field, value) for uid in compiled(source).uids}) or None


class CompiledInside(Derived, JsonField):
    """What is compiled of the rich texts in the components of a column, by digests of their sources; NULL for none."""

    form = FORM

    def derived(self, *values: Any) -> dict[str, Any] | None:
        """Compile each source once."""
        (field,), (value,) = self.sources, values
        return {digest(source): compiled(source)._asdict() for source in sources_in(field, value)} or None


def digest(source: str) -> str:
    """Write a digest of a source."""
    return blake2b(source.encode(), digest_size=12).hexdigest()


def sources_in(field: Any, value: Any) -> Iterator[str]:
    """Yield the sources of a rich text, or of those in components, in all languages."""
    if isinstance(field, RichTextField):
        yield from (value or {}).values()
    elif isinstance(field, Holder):
        for kind, component in components_in(field, value):
            for name, inner in kind.fields.items():
                if isinstance(inner, RichTextField):
                    yield from (component.get(name) or {}).values()


def has_rich_text(field: Any) -> bool:
    """Tell whether a column is a rich text, or holds components that have any."""
    if isinstance(field, RichTextField):
        return True
    return isinstance(field, Holder) and any(map(is_rich, inner_fields(field)))


def inner_fields(field: Holder) -> Iterable[Any]:
    """List the fields of the components in a column."""
    return [inner for kind in kinds_in(field) for inner in kind.fields.values()]


def is_rich(field: Any) -> bool:
    """Tell whether a field is a rich text."""
    return isinstance(field, RichTextField)


def column_of_rich(holder: str) -> str:
    """Name the column of what is compiled of the rich texts in components of another."""
    return f"{holder}_rich"


@companions.register
def columns_beside(field: RichTextField) -> dict[str, Derived]:
    """Make the columns of a rich text."""
    made: dict[str, Derived] = {}
    for name, kind in (
        (field.text_name, PlainInLanguage),
        (field.html_name, HtmlInLanguage),
        (field.tree_name, TreeInLanguage),
    ):
        made |= {name(locale): kind((field,), locale) for locale in Locale}
    if field.is_filtered:
        made[field.folded_name] = FoldedRichTexts((field,))
    made[field.references_name] = ReferredEntries((field,))
    return made


@companions.register(ComponentField)
@companions.register(ComponentsField)
def columns_beside_components(field: Any) -> dict[str, Derived]:
    """Make the columns of what components link to, and those of their rich texts."""
    made = linked_entries(field)
    if has_rich_text(field):
        made[column_of_rich(field.name)] = CompiledInside((field,))
        made[references_of(field.name)] = ReferredEntries((field,))
    return made
