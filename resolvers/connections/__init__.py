"""Connections: their arguments, the rows of their pages, and the JSON of what is selected of them."""
