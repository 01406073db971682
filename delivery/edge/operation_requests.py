"""Requests: reading operations out of one, by POST or GET, whole, by their hashes, or as persisted queries.

{query, variables, operationName, extensions}                       the operation itself
{documentId: "sha256:...", variables, ...}                          a document by its hash
{extensions: {persistedQuery: {version: 1, sha256Hash}}, ...}       the same, as Apollo's clients ask; with
                                                                    `query` beside it the document is registered
[{query, ...}, {documentId, ...}]                                   a batch, by POST
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Request

from delivery.execution.documents import Documents
from delivery.execution.hashing import hash_of
from delivery.execution.operations import Operation
from delivery.message_languages import DEFAULT, language
from delivery.wsgi import REQUEST_ID, caller_in
from models.access.callers import ANONYMOUS, Caller

TYPES = {"query": str, "documentId": str, "operationName": str, "variables": dict, "extensions": dict}
"""The parameters of a request, and what they must be, unless they are null."""

PREFIX = "sha256:"
"""What may stand before a hash; graphql-codegen has it in ids, which its clients send in either form."""

NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"

LARGEST_BATCH = 10
"""Operations in one request at most; Apollo's BatchHttpLink sends ten unless it is set otherwise."""


class RequestRefused(ValueError):
    """A request that holds no operation that can be run; the message, code, status and headers are for its sender."""

    def __init__(self, message: str, status: int = 400, code: str = "BAD_REQUEST", **headers: object) -> None:
        super().__init__(message)
        self.message, self.status, self.code = message, status, code
        self.headers = {name.replace("_", "-").title(): str(value) for name, value in headers.items()}


def read_request(
    request: Request, documents: Documents, body: bytes | None = None
) -> Operation | list[Operation | RequestRefused]:
    """Read the operation, or a batch with what cannot be read in its place; raise `RequestRefused`.

    The *body* is what was read of the request already, whole.
    """
    asker = asker_of(request)
    if request.method in ("GET", "HEAD"):
        is_tagged = asker.caller.is_anonymous  # for caches on the way
        return read_operation(read_query(request), documents, asker, is_tagged=is_tagged)
    given = read_body(request, body)
    if not isinstance(given, list):
        return read_operation(given, documents, asker)
    if not given:
        raise RequestRefused("A batch has at least one operation.")
    if len(given) > LARGEST_BATCH:
        raise RequestRefused(f"A batch has at most {LARGEST_BATCH} operations.", 400, "LIMIT_EXCEEDED")
    return [read_member(each, documents, asker) for each in given]


class Asker(NamedTuple):
    """Who asks in a request, its name in the log, and the tag of the language in which they are told what to mend."""

    caller: Caller = ANONYMOUS
    request_id: str = ""
    language: str = DEFAULT


NOBODY = Asker()


def asker_of(request: Request) -> Asker:
    """Find who asks; a stranger, who mends nothing, has no language."""
    caller, request_id = caller_in(request.environ), request.environ.get(REQUEST_ID, "")
    accepted = None if caller.is_anonymous else request.environ.get("HTTP_ACCEPT_LANGUAGE")
    return Asker(caller, request_id, language(None, accepted) if accepted else DEFAULT)


def read_member(given: Any, documents: Documents, asker: Asker) -> Operation | RequestRefused:
    """Read an operation of a batch; return why it cannot be read, which does not concern the others."""
    try:
        return read_operation(given, documents, asker)
    except RequestRefused as refused:
        return refused


def read_operation(given: Any, documents: Documents, asker: Asker = NOBODY, *, is_tagged: bool = False) -> Operation:
    """Read an operation of who asks out of the parameters of a request; raise `RequestRefused`."""
    if not isinstance(given, dict):
        raise RequestRefused("A request is one JSON object, with the document as text in `query`.")
    for name, kind in TYPES.items():
        if not isinstance(given.get(name), kind | None):
            raise RequestRefused(f"`{name}` must be {'text' if kind is str else 'a JSON object'}.")
    text = read_document(given, documents)
    return Operation(text, given.get("variables"), given.get("operationName"), is_tagged, *asker)


def read_query(request: Request) -> dict[str, Any]:
    """Read the parameters of a query string, of which two are JSON; one without a value is not there."""
    given: dict[str, Any] = {name: value for name, value in request.args.items() if value}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = parsed(given[name].encode("utf-8", "surrogatepass"), f"`{name}`")
    return given


def read_body(request: Request, body: bytes | None) -> Any:
    """Read the JSON of a body."""
    if request.mimetype != "application/json" or request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise RequestRefused("A request is sent as application/json, in UTF-8.", 415, "UNSUPPORTED_MEDIA_TYPE")
    return parsed(read_bytes(request) if body is None else body, "The body")


def read_bytes(request: Request) -> bytes:
    """Read a body whole; raise `RequestRefused` for one that breaks off, `RequestEntityTooLarge` for one too large.

    Werkzeug cuts one that comes in chunks where it gets too large, and gunicorn ends one that breaks off.
    """
    try:
        data = request.get_data()
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001  (a server's own word for chunks that are none, or a client that has gone)
        raise RequestRefused("The body could not be read.") from None
    if request.content_length is not None and len(data) < request.content_length:
        raise RequestRefused("The body ends before its Content-Length.")
    if request.content_length is None and len(data) >= (request.max_content_length or len(data) + 1):
        raise RequestEntityTooLarge
    return data


def parsed(text: bytes, what: str) -> Any:
    """Parse JSON; raise `RequestRefused` saying what was none.

    The standard parser is used for what clients send: it also takes lone surrogates, which then
    are refused with the path of the field, and integers beyond 64 bits.
    """
    try:
        return json.loads(text.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise RequestRefused(f"{what} must be JSON in UTF-8.") from None


def refuse_constant(name: str) -> NoReturn:
    """Raise `ValueError` for NaN and the infinities, which are no JSON."""
    raise ValueError(name)


def read_document(given: Mapping[str, Any], documents: Documents) -> str:
    """Return the text of the document that is given or named."""
    text, named = given.get("query"), given.get("documentId")
    persisted = (given.get("extensions") or {}).get("persistedQuery")
    if named is not None and text is not None:
        raise RequestRefused("`documentId` stands in place of `query`.")
    if persisted is not None and named is None:
        return read_persisted(persisted, text, documents)
    if named is not None:
        return found(named, documents)
    if text is None:
        raise RequestRefused("A request has the document as text in `query`, or its hash in `documentId`.")
    return allowed(text, documents)


def read_persisted(persisted: Any, text: str | None, documents: Documents) -> str:
    """Return the document of a persisted query; register one that comes with its text."""
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str) or persisted.get("version") != 1:
        raise RequestRefused("`persistedQuery` has `version` 1 and the document's `sha256Hash`.")
    if text is None:
        return found(digest, documents)
    if hash_of(text) != digest.removeprefix(PREFIX).lower():
        raise RequestRefused("`sha256Hash` is not the hash of `query`.")
    documents.register(allowed(text, documents))
    return text


def found(digest: str, documents: Documents) -> str:
    """Return the document that has a hash."""
    text = documents.find(digest.removeprefix(PREFIX))
    if text is None:
        if documents.only_trusted:
            raise RequestRefused("No trusted document has this hash.", 400, "PERSISTED_QUERY_NOT_SUPPORTED")
        raise RequestRefused("PersistedQueryNotFound", 200, NOT_FOUND)  # the message by which clients know it
    return text


def allowed(text: str, documents: Documents) -> str:
    """Return a document that may be run."""
    if not documents.is_allowed(text):
        raise RequestRefused("Only trusted documents are run here.", 403, "DOCUMENT_NOT_TRUSTED")
    return text
