"""Acts as mutations: three for each content type, made from its model, and those on any entry."""

from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from models.edition import Edition
from schema.editing.content_acts import OF_TYPE
from schema.editing.entry_acts import ON_ANY
from schema.editing.inputs import make_inputs
from schema.editing.payloads import make_payload
from schema.editing.performing import perform
from schema.editing.resolved import resolved
from schema.namespace import NAMESPACE
from schema.services import Info


def act_field(
    name: str, model: type[Edition] | None, input_name: str, act: Any, prefix: Any, text: str
) -> StrawberryField:
    """Make the field of an act."""

    def resolve(info: Any, input: Any) -> Any:  # noqa: A002
        circumstances = info.context
        do = (lambda: act(circumstances, input)) if model is None else (lambda: act(circumstances, model, input))
        return perform(circumstances, name, model, input, do, prefix)

    argument = strawberry.argument(description="What is to be done.")
    resolve.__annotations__ = {"info": Info, "input": Annotated[NAMESPACE[input_name], argument]}
    payload = "EntryPayload" if model is None else f"{model.__name__}Payload"
    return resolved(name, payload, text, resolve)


def act_fields(names: dict[type[Edition], tuple[str, str]]) -> dict[str, StrawberryField]:
    """Make the fields of all acts, for the content types whose names are given."""
    make_payload(None)
    found = {}
    for name, (kind, act, text) in ON_ANY.items():
        NAMESPACE[kind.__name__] = kind
        found[name] = act_field(name, None, kind.__name__, act, (), text)
    for model, (singular, _) in names.items():
        make_inputs(model)
        make_payload(model)
        for verb, (act, prefix, text) in OF_TYPE.items():
            name = f"{verb}_{singular}"
            found[name] = act_field(name, model, f"{verb.capitalize()}{model.__name__}Input", act, prefix, text)
    return found
