"""Statistics of connections: their entries in groups, and how many there were over time."""
