"""The source of a migration: peewee's own steps, those of this project around them, and copies of the latter."""

import inspect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from playhouse.migrations import template
from playhouse.schema_diff import SchemaDiff

from models.language_columns import SUFFIX
from models.new_migrations import steps
from models.new_migrations.renames import Step
from models.own_types import packages

STORAGE_TYPES = {
    "JsonField": "JSONField",
    "TranslatedField": "JSONField",
    "RichTextField": "JSONField",
    "ComponentsField": "JSONField",
    "ComponentField": "JSONField",
    "InstantField": "BigIntegerField",
    "EnumField": "TextField",
    "ColorField": "TextField",
    "Link": "ForeignKeyField",
    "AnyLink": "ForeignKeyField",
    "PlainTextField": "TextField",
    "SlugField": "TextField",
    "SlugsField": "JSONField",
    "FoldedTexts": "JSONField",
    "FoldedText": "TextField",
    "SortKeyField": "BlobField",
    "SpanWidth": "IntegerField",
    "LinkedEntries": "JSONField",
    "TextLanguages": "TextField",
    "TextInLanguage": "TextField",
    "SlugInLanguage": "TextField",
    "PlainInLanguage": "TextField",
    "HtmlInLanguage": "TextField",
    "TreeInLanguage": "TextField",
    "FoldedRichTexts": "JSONField",
    "ReferredEntries": "JSONField",
    "CompiledInside": "JSONField",
    "EntryReferences": "JSONField",
    "Tokens": "TextField",
}
"""What a migration writes for this project's field classes, so that it outlives changes to them."""

PARTS = re.compile(
    r"(.*?)^def up\(migrator, db\):\n(.*?)\n\n\ndef down\(migrator, db\):\n(.*)", re.DOTALL | re.MULTILINE
)


class Parts(NamedTuple):
    """The parts of a migration that peewee writes."""

    imports: str
    up: str
    down: str


class Content(NamedTuple):
    """What a migration is to do: what is moved, what peewee changes, what is filled in, what is dropped."""

    moves: Sequence[Step]
    changes: SchemaDiff
    fillings: Sequence[str]
    drops: Sequence[str]
    again: SchemaDiff
    """What is made again when it is undone."""
    losses: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.moves or self.changes or self.fillings or self.drops)


def written(name: str, content: Content) -> str:
    """Write a migration."""
    changes, again = parts_of(content.changes), parts_of(content.again)
    up = [*indented(step.up for step in content.moves), changes.up, *indented([*content.fillings, *content.drops])]
    down = [again.up, changes.down, *indented(step.down for step in reversed(content.moves))]
    body = f"def up(migrator, db):\n{block(up)}\n\n\ndef down(migrator, db):\n{block(down)}\n"
    imports = sorted(set(filter(None, f"{changes.imports}\n{again.imports}".splitlines())))
    copied = copies(body)
    if any("json." in each for each in copied):
        imports = ["import json", *imports]
    if any("make_index_name(" in each for each in copied):
        imports.append("from playhouse.migrate import make_index_name")
    notes = [f"# What is lost for good: {loss}" for loss in content.losses]
    head = "\n".join([title(name), "", *imports, *(["", *notes] if notes else [])])
    return "\n\n\n".join([f"{head}\n\n{body.rstrip()}", *copied]) + "\n"


def title(name: str) -> str:
    """Write a name as the docstring of a module, whatever is in it."""
    text = re.sub(r'["\\\x00-\x1f\ud800-\udfff]', " ", name).strip() or "migration"
    return f'"""{text[:1].upper()}{text[1:]}."""'


def indented(lines: Iterable[str]) -> list[str]:
    """Write lines of a function."""
    return [f"    {line}" for line in lines]


def block(several: Sequence[str]) -> str:
    """Write the body of a function."""
    return "\n".join(each for each in several if each.strip() not in ("", "pass")) or "    pass"


def parts_of(changes: SchemaDiff) -> Parts:
    """Let peewee write changes."""
    found = PARTS.fullmatch(frozen(template(changes)))
    assert found is not None
    return Parts(found[1], found[2], found[3].rstrip())


def frozen(source: str) -> str:
    """Rewrite a generated migration to stand without this project's classes.

    The generator also omits `index=False`, without which each link row is indexed twice over. The columns that
    follow from the site's languages, and their indexes, are left out.
    """
    source = re.sub(r"\b(" + "|".join(STORAGE_TYPES) + r")\(", lambda match: f"{STORAGE_TYPES[match[1]]}(", source)
    source = re.sub(r"(column_name='(?:entry|edition|target)')", r"\1, index=False", source)
    source = re.sub(
        rf"^    +\w+_(key_{SUFFIX} = Blob|text_{SUFFIX} = Text)Field\(null=True\)\n", "", source, flags=re.MULTILINE
    )
    source = re.sub(rf"\(\('\w+_(?:key|text)_{SUFFIX}',(?: '\w+',?)*\), False\),? ?", "", source)
    own = "|".join(map(re.escape, ("models", *packages())))
    return re.sub(rf"^# Generated from .*\n|^from (?:{own})\..*\n", "", source, flags=re.MULTILINE)


def copies(body: str) -> list[str]:
    """Copy the steps that are used, and what they use, without the annotations that need more imports."""
    sources = {
        name: unannotated(inspect.getsource(function))
        for name, function in vars(steps).items()
        if inspect.isfunction(function) and function.__module__ == steps.__name__
    }
    used: list[str] = []

    def look(text: str) -> None:
        for name, source in sources.items():
            if name not in used and re.search(rf"\b{name}\(", text):
                used.append(name)
                look(source)

    look(body)
    return [source for name, source in sources.items() if name in used]


def unannotated(source: str) -> str:
    """Leave out the annotations of a function's arguments and result."""
    head, _, rest = source.partition('"""')
    name = re.match(r"def (\w+)", head)
    assert name is not None
    arguments = inspect.signature(getattr(steps, name[1])).parameters
    inner = re.sub(r"^(    def \w+\().*(\) -> None:)$", inner_head, rest, flags=re.MULTILINE)
    return f'def {name[1]}({", ".join(arguments)}):\n    """{inner}'.rstrip()


def inner_head(found: re.Match[str]) -> str:
    """Write the head of a function within a step without annotations."""
    arguments = re.findall(r"(\w+): ", found[0].partition("(")[2])
    return f"{found[1]}{', '.join(arguments)}):"
