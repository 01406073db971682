"""How a selection gets its data: planned once into a few statements, whose rows are shaped straight.

One module a mechanism; none knows a content type by name.
"""
