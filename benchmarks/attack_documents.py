"""Attacks by documents: what GraphQL's own grammar and rules let a small text ask for."""

from collections.abc import Callable

from benchmarks.attacking import Attack, Request, asking

LIMIT, INVALID, UNPARSED = "LIMIT_EXCEEDED", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"


def named(text: str) -> Callable[[int], Request]:
    """Ask for a document whose operation has a name for each number."""
    return lambda number: asking(f"query Q{number} {text}")


def closed(text: str) -> str:
    """Close all braces that are open."""
    return text + " }" * (text.count("{") - text.count("}"))


def many(text: str, times: int) -> str:
    """Repeat a text, with its number for `@`."""
    return " ".join(text.replace("@", str(number)) for number in range(times))


def chain(length: int, selection: str, changed: int = 1_000) -> str:
    """Write fragments, each of which spreads the next one, the first ones as *selection* says, and spread the first."""
    spreads = [(selection if n < changed else "...@").replace("@", f"F{n + 1}") for n in range(length)]
    links = [f"fragment F{n} on School {{ {spread} }}" for n, spread in enumerate(spreads)]
    return " ".join(["{ schools { nodes { ...F0 } } }", *links, f"fragment F{length} on School {{ id }}"])


def crossed(fragments: int) -> str:
    """Write fragments, each of which spreads all of them."""
    return " ".join(f"fragment F{n} on School {{ {many('...F@', fragments)} }}" for n in range(fragments))


CYCLE = "fragment A on School { ...B } fragment B on School { ...C } fragment C on School { ...A }"
TEXTS = "id slug translation { locale isComplete fallbackFields { field locale } }"
NODE = f'n@: node(id: "U2Nob29sOjo6x4k2m9q7w1zb") {{ __typename ... on Entry {{ {TEXTS} liveFrom liveUntil }} }}'
TYPE = "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
INTROSPECTION = f"""{{ __schema {{ queryType {{ name }} directives {{ name args {{ name type {TYPE} }} }}
  types {{ kind name description fields(includeDeprecated: true) {{ name description args {{ name description
    type {TYPE} defaultValue }} type {TYPE} }} inputFields {{ name description type {TYPE} defaultValue }}
    interfaces {TYPE} enumValues(includeDeprecated: true) {{ name description }} possibleTypes {TYPE} }} }} }}"""
WIDE_TYPES = "{ __schema { types { fields { args { type { name fields { name args { name description } } } } } } } }"
LINKS = "departments programs newsStories awards events firsts popularSearches"
PAGES = " ".join(
    f"{name}(first: 3) {{ nodes {{ {TEXTS} }} pageInfo {{ hasNextPage endCursor }} }}" for name in LINKS.split()
)

DOCUMENTS = [
    Attack("depth", "links back and forth", named(closed("{ programs { nodes " + "{ schools { programs { nodes " * 6 + "{ id")), code=LIMIT),
    Attack("depth", "450 levels, not closed", lambda n: asking("{ a" * 450 + str(n)), code=UNPARSED),
    Attack("depth", "300 inline fragments in each other", named(closed("{ schools { nodes " + "{ ... " * 300 + "{ id")), code=UNPARSED),
    Attack("depth", "140 inline fragments in each other", named(closed("{ schools { nodes " + "{ ... " * 140 + "{ id"))),
    Attack("depth", "a list 450 deep as an argument", named("{ nodes(ids: " + "[" * 450 + "]" * 450 + ") { id } }"), code=UNPARSED),
    Attack("depth", "an object 150 deep as an argument", named("{ schools(where: " + "{ not: " * 150 + "{}" + "}" * 150 + ") { totalCount } }"), code="BAD_USER_INPUT"),
    Attack("width", "300 fields of an entry", named(f"{{ schools {{ nodes {{ {many('name slug id', 100)} }} }} }}"), code=INVALID),
    Attack("width", "80 root fields", named(f"{{ {many('site(slug: %x%) { id }', 80)} }}".replace("%", '"')), code=LIMIT),
    Attack("width", "every page of every school", named(f"{{ schools(first: 4) {{ nodes {{ {PAGES} }} }} }}"), may_be_large=True),
    Attack("width", "20 nodes of any type", named(f"{{ {many(NODE, 20)} }}"), code=LIMIT),
    Attack("aliases", "150 aliases", named(f"{{ {many('a@: site { name }', 150)} }}"), code=LIMIT),
    Attack("aliases", "an alias of 50 kB, in each entry", lambda n: asking(f"{{ schools {{ nodes {{ {'a' * 50_000}{n}: id }} }} }}"), code=LIMIT),
    Attack("directives", "130 on one field", named(f"{{ schools {{ totalCount {many('@include(if: true)'.replace('@', '%'), 130).replace('%', '@')} }} }}"), code=LIMIT),
    Attack("directives", "300 unknown ones", named(f"{{ schools {{ totalCount {many('%x@', 300).replace('%', '@')} }} }}"), code=LIMIT),
    Attack("fragments", "a cycle", named(f"{{ schools {{ nodes {{ ...A }} }} }} {CYCLE}"), code=INVALID),
    Attack("fragments", "all spread all", named(f"{{ schools {{ nodes {{ ...F0 }} }} }} {crossed(14)}"), code=INVALID),
    Attack("fragments", "doubled 30 times", named(chain(30, "...@ ...@")), code=LIMIT),
    Attack("fragments", "doubled 30 times, in fields", named(chain(30, "a: departments { nodes { school { ...@ } } } b: departments { nodes { school { ...@ } } }")), code=LIMIT),
    Attack("fragments", "a chain of 70, doubled 10 times", named(chain(80, "...@ ...@", 10))),
    Attack("fragments", "a chain of 70, doubled 10 times, beside the schema", named("{ __schema { queryType { name } } " + chain(80, "...@ ...@", 10).removeprefix("{"))),
    Attack("fragments", "100 in a chain", named(chain(100, "...@"))),
    Attack("fragments", "1,000", named("{ site { name } } " + many("fragment F@ on School { id }", 1_000)), code=LIMIT),
    Attack("fragments", "110, unused", named("{ site { name } } " + many("fragment F@ on School { id }", 110)), code=INVALID),
    Attack("fragments", "60 side by side", named(f"{{ schools {{ nodes {{ {many('...F@', 60)} }} }} }}" + many("fragment F@ on School { id name slug }", 60))),
    Attack("overlaps", "one field 900 times", named(f"{{ schools {{ nodes {{ {many('id', 900)} }} }} }}"), code=INVALID),
    Attack("overlaps", "one page 150 times", named(f"{{ schools {{ nodes {{ {many('programs { totalCount }', 150)} }} }} }}"), code=INVALID),
    Attack("overlaps", "the same in 100 inline fragments", named(f"{{ schools {{ nodes {{ {many('... { id name slug kind }', 100)} }} }} }}"), code=INVALID),
    Attack("overlaps", "in each other", named(f"{{ schools {{ nodes {{ {many('programs { nodes { ' + many('schools { id }', 12) + ' } }', 15)} }} }} }}"), code=INVALID),
    Attack("overlaps", "through fragments", named(f"{{ schools {{ nodes {{ {many('...F@', 10)} }} }} }}" + many("fragment F@ on School { " + many("id name", 20).replace("@", "") + " }", 10)), code=INVALID),
    Attack("overlaps", "conflicting", named(f"{{ schools {{ nodes {{ {many('x: id x: name', 14)} }} }} }}"), code=INVALID),
    Attack("introspection", "the whole schema, as tools ask for it", named(INTROSPECTION), may_be_large=True),
    Attack("introspection", "4 whole schemas", named("{ " + many(INTROSPECTION.strip()[1:-1].replace("__schema", "s@: __schema"), 4) + " }"), code=LIMIT),
    Attack("introspection", "types of fields of types of fields", named(closed("{ __schema { types " + "{ fields { type " * 8 + "{ name")), code=INVALID),
    Attack("introspection", "fields and arguments of all types, 4 times", named("{ " + many(WIDE_TYPES[1:-1].replace("__schema", "s@: __schema"), 4) + " }"), code=LIMIT),
    Attack("introspection", "15 types under aliases", named(f"{{ {many('t@: __type(name: %School%) { fields { args { type { fields { name } } } } }', 15).replace('%', chr(34))} }}"), may_be_large=True),
    Attack("introspection", "a type 100 levels of ofType deep", named(closed("{ __schema { types { fields { type " + "{ ofType " * 100 + "{ name")), may_be_large=True),
    Attack("operations", "75 in one document, and no name of one", lambda n: asking(f'query Q{n} {{ site(slug: "x") {{ id }} }}' + many('query Z@ { site(slug: "x") { id } }', 75)), code="BAD_USER_INPUT"),
    Attack("operations", "an unknown name", lambda n: asking("{ __typename }", operationName=f"N{n}"), code="BAD_USER_INPUT"),
    Attack("operations", "an unknown name of 90 kB", lambda n: asking("{ __typename }", operationName="N" * 90_000 + str(n)), code="BAD_USER_INPUT"),
    Attack("operations", "a subscription", lambda n: asking(f"subscription S{n} {{ news {{ id }} }}"), code=INVALID),
    Attack("operations", "a mutation", lambda n: asking(f"mutation M{n} {{ deleteEverything }}"), code=INVALID),
    Attack("text", "comments of 90 kB", lambda n: asking(f"{{ __typename }} #{n}\n" + "#\n" * 30_000), code=LIMIT),
    Attack("text", "one comment of 90 kB", lambda n: asking(f"{{ __typename }} #{n}" + "x" * 90_000), code=LIMIT),
    Attack("text", "90,000 commas", lambda n: asking(f"query Q{n} {{ __typename }}" + "," * 90_000), code=LIMIT),
    Attack("text", "1,100 comments", lambda n: asking(f"query Q{n} {{ __typename }}" + "#\n" * 1_100), code=UNPARSED),
    Attack("text", "a block string of 19 kB", lambda n: asking('{ school(slug: """' + " \n" * 9_500 + f'{n}""") {{ id }} }}')),
    Attack("text", "a block string of 90 kB", lambda n: asking('{ school(slug: """' + " \n" * 30_000 + f'{n}""") {{ id }} }}'), code=LIMIT),
    Attack("text", "40,000 escapes", lambda n: asking('{ school(slug: "' + "\\n" * 20_000 + f'{n}") {{ id }} }}'), code=LIMIT),
    Attack("text", "names that are not ASCII", lambda n: asking(f"{{ schöols{n} {{ é }} }}"), code=UNPARSED),
    Attack("text", "unknown fields of 90 kB", lambda n: asking(f"{{ {'x' * 90_000}{n} }}"), code=LIMIT),
    Attack("text", "150 unknown fields, like known ones", named(f"{{ schools {{ nodes {{ {many('nam@ slu@ abbreviatio@', 50)} }} }} }}"), code=INVALID),
    Attack("text", "an integer of 5,000 digits as a default", lambda n: asking(f"query Q{n}($x: ID = {'7' * 5_000}) {{ node(id: $x) {{ id }} }}")),
    Attack("text", "an integer of 5,000 digits as a size", lambda n: asking(f"query Q{n} {{ schools(first: {'7' * 5_000}) {{ totalCount }} }}"), code=INVALID),
    Attack("text", "a float beyond all", lambda n: asking(f"query Q{n} {{ rankings(where: {{ year: {{ gt: 1e999999999 }} }}) {{ totalCount }} }}"), code=INVALID),
]  # fmt: skip
"""By families; `# fmt: skip` keeps each in a line."""
