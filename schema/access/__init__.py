"""Who may, as clients see it: who asks, tokens, previews, the journal."""
