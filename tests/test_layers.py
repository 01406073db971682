"""The layers: which packages may import which, and who may know of which library."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent.parent
LAYERS = {
    "models": set(),
    "resolvers": {"models"},
    "schema": {"resolvers", "models"},
    "delivery": {"schema", "resolvers", "models"},
    "delivery.commands": {"schema", "resolvers", "models", "fixtures"},
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

Graph = dict[str, set[str]]


def files() -> list[Path]:
    roots = [PROJECT / name for name in LAYERS if "." not in name]
    found = [path for root in roots for path in root.rglob("*.py")] + [PROJECT / "server.py"]
    return sorted(path for path in found if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def is_for_types(node: ast.AST) -> bool:
    """Tell whether this is `if TYPE_CHECKING:`, whose imports no program makes."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk through what is imported when the program runs, within functions as well."""
    for node in ast.iter_child_nodes(tree):
        yield node
        for inner in node.orelse if is_for_types(node) else [node]:
            yield from nodes(inner)


def names_in(walked: Iterator[ast.AST]) -> Iterator[str]:
    """Name what is imported: modules, and what is taken from them, which may be modules again."""
    for node in walked:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


@cache
def trees() -> dict[str, ast.Module]:
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in files()}


def tops(tree: ast.Module) -> set[str]:
    """Name the packages and libraries that a module imports, for types as well."""
    return {name.split(".")[0] for name in names_in(ast.walk(tree))}


def module_of(name: str) -> str | None:
    """Find the module that a name is, or is defined in; None for a library's."""
    return next((found for found in (name, name.rpartition(".")[0]) if found in trees()), None)


@cache
def imports() -> Graph:
    """Tell what every module imports of the project when the program runs, itself left out."""
    found = {module: {module_of(name) for name in names_in(nodes(tree))} for module, tree in trees().items()}
    return {module: targets - {None, module} for module, targets in found.items()}


def members_of(package: str) -> Graph:
    """Tell what every member of a package, a module or a folder, imports of the others."""
    prefix = f"{package}." if package else ""
    found: Graph = {}
    for module, targets in imports().items():
        if module.startswith(prefix):
            member = module.removeprefix(prefix).split(".")[0]
            inner = {target.removeprefix(prefix).split(".")[0] for target in targets if target.startswith(prefix)}
            found.setdefault(member, set()).update(inner - {member})
    return found


def circles(graph: Graph) -> Graph:
    """Leave out what leads into no circle."""
    while leaves := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in leaves}
    return {name: targets & graph.keys() for name, targets in graph.items()}


def test_imports_run_one_way():
    against = {
        module: tops(tree) & LAYERS.keys() - {package, *LAYERS.get(module, LAYERS[package])}
        for module, tree in trees().items()
        for package in [module.split(".")[0]]
    }
    assert {module: found for module, found in against.items() if found} == {}


def test_libraries_stay_in_their_layers():
    against = {
        module: {library for library in tops(tree) & LIBRARIES.keys() if package not in LIBRARIES[library]}
        for module, tree in trees().items()
        for package in [module.split(".")[0]]
    }
    assert {module: found for module, found in against.items() if found} == {}


def test_neither_modules_nor_folders_import_each_other_in_a_circle():
    packages = {module.rpartition(".")[0] for module in trees()}
    assert {package: circles(members_of(package)) for package in packages if circles(members_of(package))} == {}
    assert circles(imports()) == {}


def test_what_is_built_for_browsers_has_no_python():
    web = PROJECT / "web"
    assert [*web.glob("*.py"), *(web / "src").rglob("*.py")] == []


def test_editions_are_written_by_one_module():
    writers = {"insert_edition", "update_edition", "remove_versions"}
    assert {module for module, tree in trees().items() if writers & called(tree)} == {"models.editing.rows"}


def test_rows_are_written_in_few_modules():
    """Beside editions and their rows: what follows from others, what is no content, and what is written in bulk."""
    writing = {"model.update", "model.delete", "model.insert", "table.delete", "table.update", "insert_many"}
    bulk = {"insert_rows", "update_rows"}
    found = {module for module, tree in trees().items() if writing & called(tree)}
    assert found == {
        "models.editing.feed",
        "models.editing.rows",
        "models.edition_values",
        "models.derivations",
        "models.access.uses",
    }
    assert {module for module, tree in trees().items() if bulk & called(tree)} == {
        "fixtures.generating",
        "models.derived_texts",
    }


def called(tree):
    """The names of what is called: `f`, and of `x.y.f()` both `f` and `y.f`."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {node.id for node in functions if isinstance(node, ast.Name)}
    for node in (each for each in functions if isinstance(each, ast.Attribute)):
        owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
        names |= {node.attr, f"{owner}.{node.attr}"}
    return names
