"""Callers: who asks in one request, as far as what they may do goes."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.access.grants import NO_GRANTS, Grants


@dataclass(frozen=True)
class Preview:
    """What a preview shows where a field of the request names no reading of its own.

    *at* is the instant in microseconds, None for now; *is_latest* shows the stage `LATEST`; of the entries with the
    numbers in *drafts* their drafts are shown as if they were published. It shows what its own *grants* reach, which
    are those of whose preview it is; fields that name a reading are the caller's, by the caller's.
    """

    at: int | None
    is_latest: bool
    drafts: Sequence[int]
    grants: Grants = NO_GRANTS


@dataclass(frozen=True)
class Caller:
    """Who asks: nobody, a person, or a program by a token of a person; and the preview that a request asks through.

    *person* and *token* are numbers of rows. *name* is what the journal and the log call the caller.
    """

    grants: Grants = NO_GRANTS
    person: int | None = None
    token: int | None = None
    name: str = ""
    preview: Preview | None = None

    @property
    def key(self) -> Hashable:
        """What tells callers apart who get other answers to a request that is of content alone."""
        return self.person is None, self.token is None, self.grants.key

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is known to ask."""
        return self.person is None and self.preview is None


ANONYMOUS = Caller()
