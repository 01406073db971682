"""Writing migrations: what the models have and the database lacks, and what becomes of the content."""
