r"""Parameters: named places in SQL for the values that each run binds.

SQL is text in which a place is a mark, `\0name\0`, so pieces of it are put together as text.
"""

from typing import ClassVar, Self

from peewee import Value

MARK = "\0"
"""What stands around the name of a place; no SQL has it."""

LIST, MATCH = "*", "~"
"""What stands before the name of a list, and before that of what an index of tokens is asked for."""


class Parameter(str):
    """The name of a value that is bound when the statement runs.

    In a query its node `place` stands for it, in SQL its text `mark`.
    """

    __slots__ = ("mark", "place")
    sign: ClassVar[str] = ""
    place: Value
    mark: str

    def __new__(cls, name: str) -> Self:
        """Make the parameter of a name."""
        made = super().__new__(cls, name)
        made.place, made.mark = Value(made, converter=False), f"{MARK}{cls.sign}{name}{MARK}"
        return made


class ListParameter(Parameter):
    """A list bound as one parameter, so that the text does not depend on its length."""

    __slots__ = ()
    sign = LIST


class MatchParameter(Parameter):
    """What an index of tokens is asked for (`matching.py`), bound as a text that the database reads."""

    __slots__ = ()
    sign = MATCH


AT = Parameter("at")
"""The instant of the read context, in microseconds."""

PUBLIC_AT = Parameter("public_at")
"""The same, or the instant that is now where that is earlier: at which what it shows is public."""
