"""The languages of the site, described once: in the file that the variable SUNDIAL_LANGUAGES of the process names.

    default = "de"

    [[languages]]
    tag = "de"
    name = "German"
    fallback = ["en"]

The locales of the schema, the columns by which texts are sorted and what falls back to what all follow from it.
"""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icu

from models.errors import SettingInvalid

SETTING = "SUNDIAL_LANGUAGES"
FILE = Path(__file__).parent / "languages.toml"
"""The languages of a site that names no file of its own."""

FORM = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
"""Tags of a language, and what further it needs of a script, a region and a variant."""

MOST = 30
"""Languages of a site: each has a column for every text that lists are sorted by."""

LONGEST_NAME = 100
"""Characters of the name of a language."""


@dataclass(frozen=True)
class Language:
    """A language: its tag of BCP 47, its name, and the tags of those that it falls back to, in their order."""

    tag: str
    name: str
    fallback: tuple[str, ...]

    @property
    def locale(self) -> str:
        """The name of its locale: `ZH_HANT` of `zh-Hant`."""
        return self.tag.upper().replace("-", "_")


@dataclass(frozen=True)
class Languages:
    """The languages of a site, in the order in which they are listed, and the tag of the default one."""

    all: tuple[Language, ...]
    default: str

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of all languages."""
        return tuple(language.tag for language in self.all)


def read_languages(path: str) -> Languages:
    """Read a file that describes languages; raise `SettingInvalid` for anything that is wrong in it."""
    try:
        described = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return languages_in(described)
    except OSError as error:
        raise SettingInvalid(SETTING, path, f"the file cannot be read: {error.strerror}") from None
    except ValueError as error:  # of the form of TOML, of UTF-8, or of `require`
        raise SettingInvalid(SETTING, path, str(error)) from None


def languages_in(described: Mapping[str, Any]) -> Languages:
    """Check a description; raise `ValueError` with what is wrong in it."""
    require_keys(described, ("default", "languages"), "the file")
    several = described["languages"]
    require(isinstance(several, list) and all(isinstance(each, dict) for each in several), "languages must be tables")
    require(0 < len(several) <= MOST, f"there must be 1 to {MOST} languages, not {len(several)}")
    languages = tuple(language_in(each, f"language {number}") for number, each in enumerate(several, 1))
    tags = [language.tag for language in languages]
    for language in languages:
        require(tags.count(language.tag) == 1, f"{language.tag} is described twice")
        require_fallback(language, tags)
    require(described["default"] in tags, f"default is {described['default']!r}, which is none of {', '.join(tags)}")
    return Languages(languages, described["default"])


def language_in(described: Mapping[str, Any], place: str) -> Language:
    """Check the description of one language."""
    require_keys(described, ("tag", "name", "fallback"), place)
    tag, name, fallback = described["tag"], described["name"], described["fallback"]
    require_tag(tag, place)
    is_name = isinstance(name, str) and name.isprintable() and 0 < len(name.strip()) <= LONGEST_NAME
    require(is_name, f"the name of {tag} must be text of a line, of at most {LONGEST_NAME} characters")
    is_list = isinstance(fallback, list) and all(isinstance(each, str) for each in fallback)
    require(is_list, f"the fallback of {tag} must be a list of tags, [] for none")
    return Language(tag, name.strip().removesuffix("."), tuple(fallback))


def require_tag(tag: Any, place: str) -> None:
    """Refuse what is no tag, or not in its canonical form, or of a language that ICU has no name for."""
    is_tag = isinstance(tag, str) and FORM.fullmatch(tag) is not None
    require(is_tag, f"the tag of {place} is {tag!r}; it must be one of BCP 47, such as de or pt-BR")
    locale = icu.Locale.forLanguageTag(tag)
    canonical = locale.toLanguageTag()
    require(canonical == tag, f"the tag of {place} is {tag!r}; it is written {canonical}")
    is_known = locale.getDisplayLanguage(icu.Locale("en")) != locale.getLanguage()
    require(is_known, f"the tag of {place} is {tag!r}, which is of no language that is known")


def require_fallback(language: Language, tags: Sequence[str]) -> None:
    """Refuse a chain that leads nowhere, or twice to one place."""
    for tag in language.fallback:
        require(tag in tags, f"{language.tag} falls back to {tag!r}, which is none of {', '.join(tags)}")
        require(tag != language.tag, f"{tag} falls back to itself")
        require(language.fallback.count(tag) == 1, f"{language.tag} falls back to {tag} twice")


def require_keys(described: Mapping[str, Any], keys: Sequence[str], place: str) -> None:
    """Refuse a table that lacks one of its keys, or has others."""
    for key in keys:
        require(key in described, f"{place} lacks {key}")
    for key in described:
        require(key in keys, f"{place} has {key!r}, which is none of {', '.join(keys)}")


def require(holds: bool, reason: str) -> None:  # noqa: FBT001
    """Raise `ValueError` with a reason unless a condition holds."""
    if not holds:
        raise ValueError(reason)


def site_languages() -> Languages:
    """Read the languages of the site; a wrong description ends the process with what is wrong in it."""
    try:
        return read_languages(os.environ.get(SETTING) or str(FILE))
    except SettingInvalid as error:
        raise SystemExit(f"Error: {error}") from None


LANGUAGES = site_languages()
