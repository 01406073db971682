r"""Parameters: named places in SQL for the values that each run binds.

SQL is text in which a place is a mark, `\0name\0`, so pieces of it are put together as text.
"""

from peewee import Value

MARK = "\0"
"""What stands around the name of a place; no SQL has it."""


class Parameter(str):
    """The name of a value that is bound when the statement runs."""

    __slots__ = ()

    @property
    def place(self) -> Value:
        """The node that stands for it in a query."""
        return Value(self, converter=False)

    @property
    def mark(self) -> str:
        """The text that stands for it in SQL."""
        return f"{MARK}{self}{MARK}"


class ListParameter(Parameter):
    """A list bound as one parameter, so that the text does not depend on its length."""

    __slots__ = ()

    @property
    def mark(self) -> str:
        """The text that stands for it in SQL."""
        return f"{MARK}*{self}{MARK}"


AT = Parameter("at")
"""The instant of the read context, in microseconds."""
