"""Rich text: Markdown by language, compiled when it is written into what readers are given."""
