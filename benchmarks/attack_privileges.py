"""Attacks on what is not public: by other names, fragments, ids, links and the schema, without a right to any of it."""

from base64 import b64encode

from benchmarks.attacking import Attack, asking

STRANGER, INVALID = "UNAUTHENTICATED", "GRAPHQL_VALIDATION_FAILED"

LATER = 'asOf: "2099-01-01T00:00:00Z"'
STORY = b64encode(b"NewsStory:::").decode()
UID = "a00000000000"
TOKEN = b64encode(b"ApiToken:1").decode()
CREATE = 'createToken(input: {name: "a", expiresAt: "2026-12-01T00:00:00Z", grants: [{actions: [MANAGE_ACCESS]}]})'


def read(reading: str) -> str:
    """Write an id of a story that nobody may know, read with some options."""
    return STORY + UID + b64encode(reading.encode()).decode()


PRIVILEGES = [
    Attack("privilege", "the journal under other names", lambda n: asking(f"query Q{n} {{ " + " ".join(f"a{i}: audit(first: 100) {{ nodes {{ details }} }}" for i in range(12)) + " }"), code=STRANGER),
    Attack("privilege", "all tokens in a fragment", lambda n: asking(f"query Q{n} {{ ...F }} fragment F on Query {{ ...G }} fragment G on Query {{ tokens(all: true) {{ nodes {{ prefix owner {{ id }} }} }} }}"), code=STRANGER),
    Attack("privilege", "a token's owner, nested", lambda n: asking(f"query Q{n} {{ tokens {{ edges {{ node {{ owner {{ name }} }} }} }} }}"), code=STRANGER),
    Attack("privilege", "the journal by a switch", lambda n: asking(f"query Q{n}($x: Boolean! = true) {{ schools(first: 1) {{ nodes {{ slug }} }} audit @include(if: $x) {{ totalCount }} }}", {"x": True}), code=STRANGER),
    Attack("privilege", "who may do everything", lambda n: asking(f"query Q{n} {{ viewer {{ can(action: MANAGE_ACCESS) permissions }} }}")),
    Attack("privilege", "the journal beside the schema", lambda n: asking(f'query Q{n} {{ __type(name: "AuditEntry") {{ name }} audit {{ nodes {{ id }} }} }}'), code=STRANGER),
    Attack("privilege", "a mutation by the schema", lambda n: asking(f'query Q{n} {{ __type(name: "Mutation") {{ fields {{ name }} }} {CREATE} {{ secret }} }}'), code=INVALID),
    Attack("privilege", "a mutation in a query", lambda n: asking(f"query Q{n} {{ {CREATE} {{ secret }} }}"), code=INVALID),
    Attack("privilege", "a mutation in a fragment of a query", lambda n: asking(f"query Q{n} {{ ...F }} fragment F on Mutation {{ {CREATE} {{ secret }} }}"), code=INVALID),
    Attack("privilege", "a token for oneself", lambda n: asking(f"mutation Q{n} {{ {CREATE} {{ saved secret }} }}"), code=STRANGER),
    Attack("privilege", "twenty tokens under other names", lambda n: asking(f"mutation Q{n} {{ " + " ".join(f"a{i}: {CREATE} {{ secret }}" for i in range(20)) + " }"), code=STRANGER),
    Attack("privilege", "a token revoked", lambda n: asking(f'mutation Q{n} {{ ...F }} fragment F on Mutation {{ revokeToken(id: "{TOKEN}") {{ saved }} }}'), code=STRANGER),
    Attack("privilege", "a preview for oneself", lambda n: asking(f'mutation Q{n} {{ createPreview(input: {{stage: LATEST}}, path: "/{n}") {{ token }} }}'), code=STRANGER),
    Attack("privilege", "a token by node", lambda n: asking(f'query Q{n} {{ node(id: "{TOKEN}") {{ id __typename }} }}')),
    Attack("privilege", "tokens by nodes", lambda n: asking(f"query Q{n}($i: [ID!]!) {{ nodes(ids: $i) {{ id __typename }} }}", {"i": [b64encode(b"ApiToken:%d" % i).decode() for i in range(50)]})),
    Attack("privilege", "a draft by node", lambda n: asking(f'query Q{n} {{ node(id: "{read("@latest")}") {{ id ... on NewsStory {{ title }} }} }}'), code=STRANGER),
    Attack("privilege", "what is to come by nodes", lambda n: asking(f'query Q{n} {{ nodes(ids: ["{STORY}{UID}", "{read("@4070908800000000")}"]) {{ id }} }}'), code=STRANGER),
    Attack("privilege", "a draft by entry", lambda n: asking(f'query Q{n} {{ entry(id: "{STORY}{UID}", stage: LATEST) {{ slug }} }}'), code=STRANGER),
    Attack("privilege", "drafts under other names", lambda n: asking(f"query Q{n} {{ a: newsStories(first: 1) {{ totalCount }} b: newsStories(first: 1, stage: LATEST) {{ totalCount }} }}"), code=STRANGER),
    Attack("privilege", "drafts behind a link", lambda n: asking(f'query Q{n} {{ school(slug: "seng", stage: LATEST) {{ newsStories {{ nodes {{ title }} }} }} }}'), code=STRANGER),
    Attack("privilege", "what is to come behind links", lambda n: asking(f'query Q{n} {{ school(slug: "seng", {LATER}) {{ newsStories {{ nodes {{ schools {{ newsStories {{ nodes {{ title }} }} }} }} }} }} }}'), code=STRANGER),
    Attack("privilege", "what is to come in a condition", lambda n: asking(f'query Q{n} {{ schools({LATER}, where: {{newsStories: {{some: {{slug: {{eq: "x{n}"}}}}}}}}) {{ totalCount }} }}'), code=STRANGER),
    Attack("privilege", "the whole homepage of a later day", lambda n: asking(f"query Q{n} {{ homepage({LATER}) {{ news {{ items {{ title }} }} }} }}"), code=STRANGER),
]  # fmt: skip
