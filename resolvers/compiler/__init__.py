"""The compiler: from a GraphQL operation to one SQL statement that gives its answer as JSON.

    operations.py   an operation's root fields, written as one statement and run
    plans.py        a root field, planned once for its document
    selections.py   what is selected on a type: fragments merged, in response order
    switches.py     @include and @skip, and the selections that they cannot decide
    planning.py     each field by the mechanism of the attribute that it reads
    writing.py      JSON written in SQL, on both databases
    statements.py   SQL with places for values, and the one predicate of visibility
    late.py         values that SQL leaves to Python, finished in the text of the answer
    memo.py         long late values, kept for when the same is finished again
    tags.py         which entries an answer shows, for its surrogate keys

The mechanisms themselves are modules of their own around this package.
"""
