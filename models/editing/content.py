"""The content that changes make of a draft, checked: it may be incomplete, and what it has must be right."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from models.editing.link_changes import LinkChanges
from models.edition import Edition
from models.edition_values import EditionValues
from models.entry import UID, Entry, types_of_entries
from models.instants import FOREVER
from models.links import Link, Links
from models.problems import Problem, Problems, expect
from models.reasons import reason
from models.references import targets_text
from models.rich_text.references import SCHEME
from models.rich_text.sources import known_uids, references_of, sources
from models.translations import TranslatedField
from models.validation import IMPLIED, content_fields, default_of, derived_names, length_problems
from models.values import SLUG, is_entry_number, sound_fields, written


def check_draft(model: type[Edition], base: EditionValues, given: Mapping[str, Any], zone: ZoneInfo) -> EditionValues:
    """Check changes by field, and give the values that they make of others."""
    problems, fields = Problems(), content_fields(model)
    slug = given.get("slug", base["slug"])
    raw = {name: merged(fields.get(name), base.get(name), value) for name, value in given.items() if name != "slug"}
    is_slug = isinstance(slug, str) and bool(SLUG.fullmatch(slug))
    problems.check(expect, is_slug, "slug", reason("must be a-z, 0-9 and hyphens"))
    follows = derived_names(model, {**base, **raw})
    for name in sorted(follows):
        problems.check(expect, raw.pop(name, None) is None, name, IMPLIED)
    content = sound_fields(problems, fields, raw, check_link, is_complete=False)
    problems += unknown_references(fields, content)
    emptied = {name: default_of(fields[name]) for name in (*raw, *follows) if name in fields}
    values = {**base, **emptied, **content, "slug": slug, "live_from": None, "live_until": FOREVER}
    values = problems.check(model.derive, values, zone) or values
    problems += length_problems(model, [values])
    problems.require_none()
    return values


def merged(field: Any, base: Any, raw: Any) -> Any:
    """Put what is given in the place of what was: of a text the languages, of links the steps; None takes away."""
    if isinstance(raw, LinkChanges):
        return raw.applied(base or [])
    if not isinstance(field, TranslatedField) or not isinstance(raw, dict):
        return raw
    return {tag: text for tag, text in {**(base or {}), **raw}.items() if text is not None} or None


def check_link(link: Link | Links, raw: Any, place: str) -> int:
    """Check the entry that a link names by its number, or by something that knows by which *code* it is none."""
    found = is_entry_number(raw) and types_of_entries([raw]).get(raw)
    unknown = reason("there is no {target} {entry}", target=targets_text(link), entry=written(raw)[:40])
    expect(bool(found) and link.leads_to(str(found)), place, unknown, getattr(raw, "code", "UNKNOWN_ENTRY"))
    return int(raw)


def unknown_references(fields: Mapping[str, Any], content: EditionValues) -> Iterator[Problem]:
    """Find the references of rich texts that name no entry: by a uid, as those that are found are stored."""
    for name, value in content.items():
        for place, source in sources(fields.get(name), value, name):
            found = references_of(source)
            known = known_uids(found)
            for each in found:
                if each.uid not in known:
                    said = reason(
                        "line {line}: there is no entry {entry}",
                        line=each.line,
                        entry=each.address.removeprefix(SCHEME)[:80],
                    )
                    yield Problem(place, said, "UNKNOWN_ENTRY")


def require_free(uid: Any) -> None:
    """Raise `ContentRefused` for a uid that is none, or that an entry has; none given is right."""
    is_uid = uid is None or (isinstance(uid, str) and bool(UID.fullmatch(uid)))
    expect(is_uid, "id", reason("must be 12 of a-z and 0-9, the first a letter"))
    taken = uid is not None and Entry.select().where(Entry.uid == uid).exists()
    expect(not taken, "id", reason("another entry has it"))
