"""Global ids: opaque to clients, naming a type and an entry of it."""

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache

from resolvers.compiler.late import Run
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import Selected
from resolvers.compiler.writing import Rows
from resolvers.errors import BadUserInput, Place

LARGEST_ENTRY = 2**63 - 1
FORM = re.compile(r"(?P<type>[A-Za-z]\w*):(?P<entry>[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class Identity:
    """The attribute that is the object's global id."""


@lru_cache(maxsize=4096)
def encode(type_name: str, entry: int) -> str:
    """Write the id of an entry."""
    return b64encode(f"{type_name}:{entry}".encode()).decode()


def decode(identifier: str, place: Place) -> tuple[str, int]:
    """Read an id into the name of a type, which need not exist, and an entry.

    Raise `BadUserInput` for what was never an id, a number beyond 2^63 - 1 included.
    """
    try:
        text = b64decode(identifier, validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        text = ""
    form = FORM.fullmatch(text)
    if form is None or int(form["entry"]) > LARGEST_ENTRY:
        raise BadUserInput("This is not an id of Sundial.", place)
    return form["type"], int(form["entry"])


@attribute_json.register
def identity_json(attribute: Identity, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Plan the id of each row."""
    name, entry = selected.parent.name, rows.column("entry")

    def finisher(payload: bytes, run: Run) -> bytes:
        return b'"%b"' % encode(name, int(payload)).encode()

    return lambda writing: writing.late(finisher, entry)
