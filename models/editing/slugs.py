"""Slugs that are proposed: from what an entry is called in the default language, else from its type and its uid.

"What's new, Café?"     whats-new-cafe          taken: whats-new-cafe-2
"科大新聞"                news-story-k3v9x0ab2m4q
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from models.edition import Edition, own_fields
from models.languages import LANGUAGES
from models.translations import is_text

LONGEST = 80
"""Characters of a slug that is proposed."""

MOST_TRIES = 100
"""Numbers that are tried behind a slug that others have."""


def proposed(model: type[Edition], values: Mapping[str, Any], uid: str) -> str:
    """Propose a slug that no other entry of the type has or had."""
    table = str(model._meta.table_name).replace("_", "-")
    slug = next((found for text in names_in(model, values) if (found := words_of(text))), "") or f"{table}-{uid}"
    tries = [slug, *(f"{slug}-{number}" for number in range(2, MOST_TRIES)), f"{slug}-{uid}"]
    others: Any = model.select(model.slug).where(model.slug.in_(tries)).distinct().tuples()
    taken = {found for (found,) in others}
    return next(each for each in tries if each not in taken)


def names_in(model: type[Edition], values: Mapping[str, Any]) -> list[str]:
    """List the texts that name an edition, in the default language, the first field first."""
    texts = [values.get(name) for name, field in own_fields(model).items() if is_text(field)]
    return [str(text.get(LANGUAGES.default) or "") for text in texts[:1] if isinstance(text, Mapping)]


def words_of(text: str) -> str:
    """Write a text as a slug, as far as it has letters that are in some way of a-z."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-")
