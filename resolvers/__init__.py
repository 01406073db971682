"""How a selection gets its data: planned once, and written as one SQL statement that gives its JSON.

One module a mechanism; none knows a content type by name.
"""
