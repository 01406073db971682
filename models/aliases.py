"""Aliases of models: their tables under other names, as statements read them.

Peewee makes a class for each column of each alias. Here one is made for each class of columns: an alias of a prepared
document stays as long as that, and the garbage collector walks through six objects of a class.
"""

from functools import cache
from typing import Any

from peewee import Field, FieldAlias, ModelAlias


class TableAlias(ModelAlias):
    """A model's table under another name."""

    def __getattr__(self, name: str) -> Any:
        """Return a column of the alias, which is made once; all else is the model's."""
        found = getattr(self.model, name)
        if not isinstance(found, Field):
            return super().__getattr__(name)
        kind: Any = type(found)
        column = self.__dict__[name] = column_alias(kind)(self, found)
        return column


@cache
def column_alias(kind: Any) -> type[FieldAlias]:
    """Make the class of a kind of columns as aliases have them."""
    return type(f"{kind.__name__}Alias", (FieldAlias, kind), {})
