"""Parts: ordered values inside an edition that have no identity of their own.

An award's recipients, a ranking's scopes, a menu's tree of items. They are stored as JSON in
the edition's row, so they are published, scheduled and restored with it and cost no statement.
"""

from typing import Any, ClassVar

from peewee import Field, JSONField


class Part:
    """A group of fields described with the same field classes as a content type."""

    fields: ClassVar[dict[str, Field]]

    def __init_subclass__(cls) -> None:
        """Collect the fields in the order they are written."""
        cls.fields = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        for name, field in cls.fields.items():
            field.name = name
            if isinstance(field, PartsField) and field.part is None:
                field.part = cls


class PartsField(JSONField):
    """A list of parts; with no *part* named, of the part it stands in (a tree)."""

    def __init__(self, part: type[Part] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.part = part


class PartField(JSONField):
    """One part, or NULL."""

    def __init__(self, part: type[Part], **options: Any) -> None:
        super().__init__(null=True, **options)
        self.part = part
