"""The compiler: from a GraphQL operation to one SQL statement that gives its answer as JSON.

    operations.py    an operation's root fields, bound and run as one statement
    writing.py       that statement, written for the variants of its plans
    plans.py         a root field, planned once for its document, bound for each request
    root_fields.py   root fields that no statement answers: __typename, the schema
    selections.py    what is selected on a type: fragments merged, in response order
    switches.py      @include and @skip, and the selections that they cannot decide
    planning.py      each field by the mechanism of the attribute that it reads
    writer.py        the writer of a statement: the one door to rows
    dialect.py       how a database writes it: sqlite.py, postgresql.py
    localized.py     a text in the first locale of the chain that has it
    statements.py    finished SQL with numbered places; parameters.py names them
    placeholders.py  what SQL leaves to Python, formatted in the text of the answer
    failures.py      fields whose formatter fails: null, with an error at their place
    memo.py          what formatters made, for when the same is formatted again
    tags.py          which entries an answer shows, for its surrogate keys

What fields read is in the folders around this one.
"""
