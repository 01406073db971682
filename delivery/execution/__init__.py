"""Execution: from the text of an operation to the JSON that answers it, and errors as clients see them."""
