"""Search: what is typed, read into what the index is asked for, and the entries that it finds, the best first."""
