"""Rights of a caller to what is no content: who they are, and what they may do to people, tokens and the journal."""

from collections.abc import Sequence

from models.access.callers import Caller
from models.access.grants import Action
from models.edition import content_types
from resolvers.context.errors import BadUserInput, Denied
from resolvers.context.object_types import OBJECT_TYPES


def require_person(caller: Caller) -> int:
    """Return the number of the person who asks, also by a token; raise `Denied` for nobody, or a preview alone."""
    if caller.person is None:
        raise Denied("Sign in, or send a token, to do this.", is_anonymous=True)
    return caller.person


def require_right(caller: Caller, action: Action) -> None:
    """Raise `Denied` for a caller who may not do what is done to no content type."""
    require_person(caller)
    if not caller.grants.permission(action).is_always:
        raise Denied(f"This needs the right {action.value}.", is_anonymous=False)


def require_action(caller: Caller, action: Action, type_name: str | None = None) -> None:
    """Raise `Denied` for a caller who may do something to no content of a type, or of none unless it is given."""
    require_person(caller)
    names = [model.__name__ for model in content_types() if type_name in (None, model.__name__)]
    if all(caller.grants.permission(action, name).is_never for name in names):
        on = f" on {type_name}" if type_name and names else ""
        raise Denied(f"This needs the right {action.value}{on}.", is_anonymous=False)


def unconditional_types(caller: Caller, action: Action, named: Sequence[str] | None) -> list[str]:
    """List the types, of those that are *named* or of all, on whose every entry a caller may do something.

    Raise `Denied` where there is none, or where it is not so for one that is named.
    """
    require_person(caller)
    names = [model.__name__ for model in content_types()] if named is None else named
    allowed = [name for name in names if caller.grants.permission(action, name).is_always]
    if not allowed or (named is not None and len(allowed) < len(names)):
        lacking = next((f" on {name}" for name in named or () if name not in allowed), "")
        raise Denied(f"This needs the right {action.value}{lacking}, under no condition.", is_anonymous=False)
    return allowed


def require_content_type(name: str) -> None:
    """Raise `BadUserInput` for a name that is no content type's."""
    if name not in {model.__name__ for model in content_types()}:
        raise BadUserInput(f"There is no content type {name}.")


def require_field(type_name: str, field: str) -> None:
    """Raise `BadUserInput` for a field that a content type does not have."""
    if field not in OBJECT_TYPES[type_name].attributes:
        raise BadUserInput(f"{type_name} has no field {field}.")
