"""Problems: what who asks can mend, as data of a payload; errors of GraphQL are for what cannot be run."""

from enum import StrEnum

from schema.namespace import enum_type
from schema.services import interface_type, object_type


class ProblemCode(StrEnum):
    """What is wrong."""

    REQUIRED = "REQUIRED"
    """Something is missing."""
    INVALID = "INVALID"
    """A value that there is not, or that does not go with others."""
    TOO_LONG = "TOO_LONG"
    """A text or a list is too long, or a time."""
    IN_THE_PAST = "IN_THE_PAST"
    """An instant has passed."""
    FORBIDDEN = "FORBIDDEN"
    """A right is missing."""
    SLUG_TAKEN = "SLUG_TAKEN"
    """Another entry has it at the same time."""
    UNKNOWN_ENTRY = "UNKNOWN_ENTRY"
    """There is no such entry, as far as who asks may know."""
    WRONG_TYPE = "WRONG_TYPE"
    """The entry is of another type."""
    CONFLICT = "CONFLICT"
    """Somebody else has changed it since."""
    OVERLAP = "OVERLAP"
    """Another edition is in its place."""
    LATER_EDITIONS = "LATER_EDITIONS"
    """Editions are scheduled for later, and it has to be said what becomes of them."""
    LINK_NOT_PUBLIC = "LINK_NOT_PUBLIC"
    """What is linked to is not public then."""
    STILL_LINKED = "STILL_LINKED"
    """Others link to it."""
    TRANSLATION_MISSING = "TRANSLATION_MISSING"
    """A text is there in another language, and not in this one."""
    TRANSLATION_STALE = "TRANSLATION_STALE"
    """The text that it was made from has changed since."""
    MACHINE_TEXT = "MACHINE_TEXT"
    """A machine made it."""
    CLOCK_CHANGE = "CLOCK_CHANGE"
    """The clocks of the site are changed at that time."""
    PARENT_CIRCLE = "PARENT_CIRCLE"
    """It would stand below itself, at some instant."""
    TREE_TOO_DEEP = "TREE_TOO_DEEP"
    """It would stand deeper than paths reach."""
    REDIRECT_CIRCLE = "REDIRECT_CIRCLE"
    """A redirect would lead back to itself, or on and on."""
    REDIRECT_OVER_PAGE = "REDIRECT_OVER_PAGE"
    """A redirect is from the address of a page, which comes first."""
    REDIRECT_BY_PATH = "REDIRECT_BY_PATH"
    """A redirect names a page by its path, and will not follow it."""
    KEY_REUSED = "KEY_REUSED"
    """The key was used for another input."""


class Severity(StrEnum):
    """Whether a problem keeps a mutation from being saved."""

    BLOCKING = "BLOCKING"
    """Nothing is saved as long as there is one."""
    WARNING = "WARNING"
    """It may be accepted."""


enum_type(ProblemCode)
enum_type(Severity)


@interface_type
class Problem:
    """What is wrong with an input."""

    code: ProblemCode
    """What is wrong."""
    severity: Severity
    """Whether it keeps the mutation from being saved."""
    path: list[str]
    """Where in the input: `["grants", "0", "where"]`."""
    message: str
    """What is wrong, in words."""


@object_type
class PlainProblem(Problem):
    """A problem that its code says all of."""


@object_type
class ForbiddenProblem(Problem):
    """A right that is missing."""

    needs: str
    """The grant that is missing: `publish NewsStory where schools some seng`."""


def problem(code: ProblemCode, path: list[str], message: str) -> PlainProblem:
    """Make a problem that blocks."""
    return PlainProblem(code=code, severity=Severity.BLOCKING, path=path, message=message)


def forbidden(path: list[str], needs: str) -> ForbiddenProblem:
    """Make the problem of a right that is missing."""
    message = f"You may not do this yourself: {needs}."
    return ForbiddenProblem(
        code=ProblemCode.FORBIDDEN, severity=Severity.BLOCKING, path=path, message=message, needs=needs
    )
