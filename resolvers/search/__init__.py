"""Search: what is typed, read into what the index is asked for, and how well an entry answers it."""
