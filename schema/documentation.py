"""Descriptions: what stands under a field in a schema module becomes its text in the SDL."""

import ast
import inspect
import textwrap


def describe_fields(cls: type) -> dict[str, str]:
    """Read the docstrings of a class's fields, or an enum's values: the string under each name."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, following in zip(body.body, body.body[1:], strict=False):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]),
                ast.Expr(ast.Constant(str() as text)),
            ):
                found[name] = inspect.cleandoc(text)
    return found


def describe(cls: type) -> str:
    """Read a class's docstring; raise `TypeError` without one: every type is described to clients."""
    if not cls.__dict__.get("__doc__"):
        raise TypeError(f"{cls.__name__} has no docstring to describe it to clients")
    return inspect.cleandoc(cls.__dict__["__doc__"])
