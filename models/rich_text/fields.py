"""The column of a rich text."""

from typing import Any

from models.translations import Locale, TranslatedField

LONGEST = 100_000
"""Bytes of a source in one language."""

MOST_REFERENCES = 200
"""Links to entries and embeds of a text in one language, however much its model lets it have."""

USUAL_REFERENCES = 20
"""Entries that a text may refer to unless its model says otherwise: what reading them is priced by."""


class RichTextField(TranslatedField):
    """Markdown in the languages that it has, in which entries are named by their uids; *at_most* so many in each.

    What readers are given is compiled of it and stored beside it (`models.rich_text.columns`).
    """

    def __init__(self, *, at_most: int = USUAL_REFERENCES, longest: int = LONGEST, **options: Any) -> None:
        super().__init__(longest=longest, **options)
        self.at_most = at_most
        if self.is_sorted or at_most > MOST_REFERENCES:
            raise TypeError(f"no list is sorted by a rich text, which refers to {MOST_REFERENCES} entries at most")

    def html_name(self, locale: Locale) -> str:
        """Name the column of the HTML in a language."""
        return f"{self.name}_html_{locale.lower()}"

    def tree_name(self, locale: Locale) -> str:
        """Name the column of all else that is compiled in a language."""
        return f"{self.name}_tree_{locale.lower()}"

    @property
    def references_name(self) -> str:
        """The column of the entries that it refers to in any language."""
        return references_of(self.name)


def references_of(name: str) -> str:
    """Name the column of the entries that the rich texts of a column refer to."""
    return f"{name}_references"
