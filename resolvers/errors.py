"""What a client got wrong, as one error with a code and the path of the field."""

from collections.abc import Sequence

from graphql import GraphQLError


class BadUserInput(GraphQLError):
    """A value that the schema's types admit and the field does not."""

    def __init__(self, message: str, path: Sequence[str | int] | None = None) -> None:
        super().__init__(message, path=path, extensions={"code": "BAD_USER_INPUT"})
