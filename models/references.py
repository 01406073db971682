"""References: how texts name the entry that a link leads to, as content files do.

A link to one type names it by its key, `seng`; a link to several types by its type as well, `School/seng`.
"""

from typing import Any

from peewee import IntegerField

from models.edition import Edition, content_types
from models.links import AnyLink, AnyLinks, Link, Links

SEPARATOR = "/"
"""What stands between a type and a key."""


def named_target(link: Link | Links, raw: Any) -> tuple[type[Edition], Any] | None:
    """Tell which type is meant, and by which key; None for a type that the link cannot lead to."""
    models = {model.__name__: model for model in content_types()}
    if not isinstance(link, AnyLink | AnyLinks):
        return models[link.target], raw
    name, _, key = raw.partition(SEPARATOR) if isinstance(raw, str) else ("", "", "")
    if name not in models or not key or not link.leads_to(name):
        return None
    return models[name], typed_key(models[name], key)


def typed_key(model: type[Edition], key: str) -> Any:
    """Read a key out of text: a number, where the type is looked up by one."""
    is_number = isinstance(model._meta.fields[model.key], IntegerField) and key.isascii() and key.isdecimal()
    return int(key) if is_number and len(key) < 10 else key


def reference_to(link: Link | Links, model_name: str, key: Any) -> Any:
    """Write what names an entry of a type by its key."""
    return f"{model_name}{SEPARATOR}{key}" if isinstance(link, AnyLink | AnyLinks) else key


def targets_text(link: Link | Links) -> str:
    """Say what a link leads to."""
    return " | ".join(link.types) or link.target
