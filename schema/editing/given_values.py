"""Values of inputs that are no content, read: paths, portions, instants."""

from collections.abc import Sequence
from datetime import datetime

from models.editing.outcomes import WHOLE, Portion
from models.editing.paths import paths_of
from models.edition import Edition
from models.instants import DAYS, InstantOutOfRange, storable
from models.problems import ContentRefused, Problem
from models.reasons import reason
from models.values import FAR, written
from schema.editing.inputs import PortionInput
from schema.editing.names import shown


def read_paths(model: type[Edition], given: Sequence[str] | None, field: str) -> list[str]:
    """Read paths as clients write them; raise `ContentRefused` for what is none."""
    known = {".".join(shown(path)): path for path in paths_of(model)}
    unknown = [each for each in given or () if each not in known]
    if unknown:
        said = reason("there is no field {path}", path=written(unknown[0])[:100])
        raise ContentRefused([Problem(field, said)])
    return [known[each] for each in given or ()]


def read_portion(given: PortionInput | None) -> Portion:
    """Read which languages an act is about."""
    if given is None:
        return WHOLE
    locales = None if given.locales is None else frozenset(each.tag for each in given.locales)
    return Portion(locales, given.shared)


def read_instant(given: datetime | None, field: str) -> int | None:
    """Read an instant in microseconds; raise `ContentRefused` for one that cannot be stored."""
    try:
        return None if given is None else storable(given)
    except InstantOutOfRange:
        raise ContentRefused([Problem(field, reason(FAR, first=DAYS[0], last=DAYS[1], value=written(given)))]) from None
