"""The layers: which packages may import which, and who may know of which library."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LAYERS = {
    "models": set(),
    "resolvers": {"models"},
    "schema": {"resolvers", "models"},
    "delivery": {"schema", "resolvers", "models"},
    "fixtures": {"models"},
    "server": {"delivery", "schema", "resolvers", "models", "fixtures"},
}
LIBRARIES = {
    "flask": {"server", "delivery"},
    "strawberry": {"schema", "resolvers", "delivery"},
    "graphql": {"schema", "resolvers", "delivery"},
    "peewee": {"models", "resolvers", "fixtures"},
    "playhouse": {"models"},
    "yaml": {"fixtures"},
    "psycopg": {"models"},
    "sqlite3": {"models"},
}


def modules() -> list[Path]:
    roots = [PROJECT / name for name in LAYERS]
    files = [path for root in roots for path in root.rglob("*.py")] + [PROJECT / "server.py"]
    return sorted(path for path in files if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def package_of(path: Path) -> str:
    return path.relative_to(PROJECT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_run_one_way(path):
    package = package_of(path)
    tops = {name.split(".")[0] for name in imports(path)} - {package}
    assert tops & LAYERS.keys() <= LAYERS[package]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_libraries_stay_in_their_layers(path):
    package = package_of(path)
    tops = {name.split(".")[0] for name in imports(path)}
    assert {library for library in tops & LIBRARIES.keys() if package not in LIBRARIES[library]} == set()


def test_what_is_built_for_browsers_has_no_python():
    web = PROJECT / "web"
    assert [*web.glob("*.py"), *(web / "src").rglob("*.py")] == []


def test_modules_do_not_import_each_other_in_a_circle():
    names = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"): path for path in modules()
    }
    edges = {name: {target for target in imports(path) if target in names} for name, path in names.items()}
    while True:
        leaves = {name for name, targets in edges.items() if not targets & edges.keys()}
        if not leaves:
            break
        edges = {name: targets for name, targets in edges.items() if name not in leaves}
    assert edges == {}
