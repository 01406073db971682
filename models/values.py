"""Values: what each kind of field may hold, checked before it is written.

A link is given by whatever the writer knows its target by, a key in content files say; `LinkReader` says what that is.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import singledispatch
from typing import Any

from peewee import BooleanField, DateField, FloatField, IntegerField, TextField

from models.components import KIND, ComponentField, ComponentsField, ComponentUnion, Holding, is_required
from models.instants import DAYS, FOREVER, InstantField, InstantOutOfRange, storable
from models.language_slugs import is_language_slug
from models.links import Link, Links
from models.problems import Problems, expect, refused
from models.reasons import reason
from models.rich_text.fields import RichTextField
from models.translations import LOCALES_BY_TAG, LONGEST, UNSTORABLE, ColorField, EnumField, SlugsField, TranslatedField

COLOR = re.compile("#[0-9A-F]{6}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LARGEST_INTEGER = 2**31 - 1
"""The largest `Int` of GraphQL."""

LARGEST_NUMBER = 2**63 - 1
"""The largest number of an entry, in either database."""

NOT_ONE_OF = "{value} is not one of {names}"

BY_LANGUAGE = "{en: ..., zh-Hant: ...}"

BASES = ("mixed", "general", "inferred", "conversion", "translation", "editorial")
"""How something that is not as the sources state came about."""


LinkReader = Callable[[Link | Links, Any, str], Any]
"""Checks what names the target of a link: the link, what is given, and its place; raises `ContentRefused`."""


@singledispatch
def checked(field: Any, raw: Any, place: str, link: LinkReader) -> Any:
    """Return the value that *field* stores for *raw*; raise `ContentRefused`. *raw* is never None."""
    raise NotImplementedError(f"{field!r} cannot be written")


@checked.register
def _(field: TextField, raw: Any, place: str, link: LinkReader) -> str:
    longest, pattern = getattr(field, "longest", LONGEST), getattr(field, "pattern", None)
    return checked_text(raw, place, longest, pattern)


def checked_text(raw: Any, place: str, longest: int, pattern: str | None = None) -> str:
    """Check a text in one language."""
    expect(isinstance(raw, str), place, reason("must be text, not {value}; put it in quotes", value=written(raw)))
    expect(bool(raw.strip()), place, reason("is empty; leave it out"))
    expect(not UNSTORABLE.search(raw), place, reason("contains a character that is not text"))
    too_long = reason("has {found} characters; {most} are allowed", found=len(raw), most=longest)
    expect(len(raw) <= longest, place, too_long, "TOO_LONG")
    is_of_form = pattern is None or bool(re.fullmatch(pattern, raw))
    expect(is_of_form, place, reason("must be of the form {pattern}", pattern=pattern))
    return str(raw)


@checked.register
def _(field: ColorField, raw: Any, place: str, link: LinkReader) -> str:
    is_color = isinstance(raw, str) and bool(COLOR.fullmatch(raw))
    expect(is_color, place, reason("must be a colour as #C5192D, not {value}", value=written(raw)))
    return str(raw)


@checked.register
def _(field: EnumField, raw: Any, place: str, link: LinkReader) -> str:
    names = [name.value for name in field.enum]
    expect(raw in names, place, reason(NOT_ONE_OF, value=written(raw), names=", ".join(names)))
    return str(raw)


@checked.register
def _(field: BooleanField, raw: Any, place: str, link: LinkReader) -> bool:
    expect(isinstance(raw, bool), place, reason("must be true or false, not {value}", value=written(raw)))
    return bool(raw)


@checked.register
def _(field: IntegerField, raw: Any, place: str, link: LinkReader) -> int:
    is_number = type(raw) is int and abs(raw) <= LARGEST_INTEGER
    expect(is_number, place, reason("must be a whole number, not {value}", value=written(raw)))
    return int(raw)


@checked.register
def _(field: FloatField, raw: Any, place: str, link: LinkReader) -> float:
    is_number = type(raw) in (int, float) and abs(raw) <= sys.float_info.max
    expect(is_number, place, reason("must be a number, not {value}", value=written(raw)[:40]))
    return float(raw)


@checked.register
def _(field: DateField, raw: Any, place: str, link: LinkReader) -> date:
    is_day = isinstance(raw, date) and not isinstance(raw, datetime)
    expect(is_day, place, reason("must be a day as 2026-01-02, not {value}", value=written(raw)))
    day: date = raw
    is_near = DAYS[0] <= day <= DAYS[1]
    expect(
        is_near, place, reason("must be from {first} to {last}, not {value}", first=DAYS[0], last=DAYS[1], value=day)
    )
    return day


INSTANT = "must be an instant with an offset, as {example}, not {value}"

FAR = "must be from {first} to {last}, not {value}"

NO_END = "; leave it out for no end"


@checked.register
def _(field: InstantField, raw: Any, place: str, link: LinkReader) -> int:
    hint = NO_END if field.default == FOREVER else ""
    wanted = reason(INSTANT + hint, example="2026-01-02T09:00:00+08:00", value=written(raw))
    expect(isinstance(raw, datetime) and raw.tzinfo is not None, place, wanted)
    try:
        return storable(raw)
    except InstantOutOfRange:
        far = reason(FAR + hint, first=DAYS[0], last=DAYS[1], value=written(raw))
        raise refused(place, far) from None


def written(raw: Any) -> str:
    """Write a value as it stands in a file, for messages."""
    try:
        return raw.isoformat() if isinstance(raw, date) else repr(raw)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        return "a number that is too long"


@checked.register
def _(field: TranslatedField, raw: Any, place: str, link: LinkReader) -> dict[str, str]:
    return checked_languages(field, raw, place)


def checked_languages(field: TranslatedField, raw: Any, place: str) -> dict[str, str]:
    """Check a text in its languages."""
    as_text = reason("must be a text for each language, as {example}", example=BY_LANGUAGE)
    expect(isinstance(raw, dict), place, as_text)
    unknown = [tag for tag in raw if tag not in LOCALES_BY_TAG]
    said = reason(
        "{value} is not one of the languages {names}", value=written(unknown), names=", ".join(LOCALES_BY_TAG)
    )
    expect(not unknown, place, said)
    expect(bool(raw), place, reason("has no text; leave it out"))
    problems = Problems()
    texts = {tag: problems.check(checked_text, raw[tag], f"{place}.{tag}", field.longest) for tag in ordered(raw)}
    problems.require_none()
    return texts


@checked.register
def _(field: SlugsField, raw: Any, place: str, link: LinkReader) -> dict[str, str]:
    texts = checked_languages(field, raw, place)
    problems, found = Problems(), {tag: unicodedata.normalize("NFC", text) for tag, text in texts.items()}
    for tag, text in found.items():
        said = reason("must be small letters, digits and hyphens, of any script, not {value}", value=written(text))
        problems.check(expect, is_language_slug(text), f"{place}.{tag}", said)
    problems.require_none()
    return found


@checked.register
def _(field: RichTextField, raw: Any, place: str, link: LinkReader) -> dict[str, str]:
    from models.rich_text.checking import problems_of  # who writes no rich text needs no parser

    texts = checked_languages(field, raw, place)
    problems = Problems(each for tag, source in texts.items() for each in problems_of(source, f"{place}.{tag}", field))
    problems.require_none()
    return texts


def ordered(texts: Iterable[str]) -> list[str]:
    """Put the tags of languages in their fixed order."""
    return [tag for tag in LOCALES_BY_TAG if tag in texts]


@checked.register
def _(field: Link, raw: Any, place: str, link: LinkReader) -> Any:
    return link(field, raw, place)


@checked.register
def _(field: Links, raw: Any, place: str, link: LinkReader) -> list[Any]:
    expect(isinstance(raw, list), place, reason("must be a list, not {value}", value=written(raw)))
    expect(len({written(key) for key in raw}) == len(raw), place, reason("links to the same entry twice"))
    return each_checked(lambda key, here: link(field, key, here), raw, place)


def each_checked(check: Callable[[Any, str], Any], raw: Sequence[Any], place: str) -> list[Any]:
    """Check each value of a list, all of them before any problem is raised."""
    problems = Problems()
    values = [problems.check(check, value, f"{place}[{number}]") for number, value in enumerate(raw, 1)]
    problems.require_none()
    return values


@checked.register
def _(field: ComponentsField, raw: Any, place: str, link: LinkReader) -> list[dict[str, Any]]:
    expect(isinstance(raw, list), place, reason("must be a list, not {value}", value=written(raw)))
    found = each_checked(lambda each, here: checked_component(field, each, here, link), raw, place)
    require_apart(field, found, place)
    return found


def require_apart(field: ComponentsField, components: Sequence[dict[str, Any]], place: str) -> None:
    """Refuse components of a list that say to be the same, by a key or by the place of another that has no key."""
    problems, known = Problems(), dict[str, int]()
    for number, each in enumerate(components, 1):
        if name := field.kind_of(each).told_apart_by:
            first = known.setdefault(str(each.get(name) or number), number)
            said = f"{place}[{number if each.get(name) else first}].{name}"
            problems.check(expect, first == number, said, reason("is the key of another component, too"))
    problems.require_none()


@checked.register
def _(field: ComponentField, raw: Any, place: str, link: LinkReader) -> dict[str, Any]:
    return checked_component(field, raw, place, link)


def checked_component(field: Holding, raw: Any, place: str, link: LinkReader) -> dict[str, Any]:
    """Check one component: what is left out is left out of what is stored, and days are stored as texts, as in JSON."""
    expect(isinstance(raw, dict), place, reason("must be a mapping, not {value}", value=written(raw)))
    kind = field.kind_in(raw)
    if kind is None:
        names = ", ".join(each.__name__ for each in field.kinds)
        raise refused(f"{place}.{KIND}", reason(NOT_ONE_OF, value=written(raw.get(KIND)), names=names))
    problems, is_told = Problems(), isinstance(field.component, ComponentUnion)
    given = {name: value for name, value in raw.items() if name != "basis" and not (is_told and name == KIND)}
    values = problems.check(checked_fields, kind.fields, given, link, f"{place}.")
    basis = problems.check(checked_basis, raw.get("basis"), kind.fields, f"{place}.basis")
    problems.require_none()
    stored = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    told = {KIND: kind.__name__} if is_told else {}
    return {**told, **stored, **({"basis": basis} if basis else {})}


def is_optional(field: Any) -> bool:
    """Tell whether a published edition may lack a value of a field."""
    return isinstance(field, Links | ComponentsField) or not is_required(field) or field.default is not None


def checked_fields(
    fields: dict[str, Any], raw: dict[str, Any], link: LinkReader, prefix: str = "", *, is_complete: bool = True
) -> dict[str, Any]:
    """Check the fields of an edition or component, each that is given; refuse unknown ones.

    One that *is_complete* must have all that a published edition must have.
    """
    problems = Problems()
    values = sound_fields(problems, fields, raw, link, prefix, is_complete=is_complete)
    problems.require_none()
    return values


def sound_fields(
    problems: Problems,
    fields: dict[str, Any],
    raw: dict[str, Any],
    link: LinkReader,
    prefix: str = "",
    *,
    is_complete: bool,
) -> dict[str, Any]:
    """Check fields as `checked_fields` does; return the sound ones, and add the problems of the others."""
    for name in raw:
        problems.check(expect, name in fields, f"{prefix}{name}", reason("is no field of this type"))
    for name, field in fields.items():
        is_missing = is_complete and raw.get(name) is None and not is_optional(field)
        problems.check(expect, not is_missing, f"{prefix}{name}", reason("is required"), "REQUIRED")
        texts = raw.get(name)
        if is_complete and isinstance(field, TranslatedField) and isinstance(texts, dict):
            for tag in field.required_in:
                problems.check(expect, bool(texts.get(tag)), f"{prefix}{name}.{tag}", reason("is required"), "REQUIRED")
    values = {
        name: problems.check(checked, field, raw[name], f"{prefix}{name}", link)
        for name, field in fields.items()
        if raw.get(name) is not None
    }
    return {name: value for name, value in values.items() if value is not None}


def is_entry_number(raw: Any) -> bool:
    """Tell whether a value can be the number of an entry: a `bool` or `float` cannot."""
    return type(raw) is int and 0 < raw <= LARGEST_NUMBER


def checked_basis(raw: Any, fields: dict[str, Any], place: str) -> dict[str, str] | None:
    """Check the marks of what is not as the sources state: a field, a field's text, or all texts of a language."""
    if raw is None:
        return None
    expect(isinstance(raw, dict), place, reason("must be a mapping, not {value}", value=written(raw)))
    for key, basis in raw.items():
        name, _, tag = str(key).partition(".")
        known = key in LOCALES_BY_TAG or (name in fields and (not tag or tag in LOCALES_BY_TAG))
        expect(known, place, reason("{value} is neither a field nor a language", value=written(key)))
        expect(basis in BASES, place, reason(NOT_ONE_OF, value=written(basis), names=", ".join(BASES)))
    return {str(key): basis for key, basis in raw.items()}
