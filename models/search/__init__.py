"""Search: the tokens that texts are found by, made once in Python, and the index of them that the database keeps."""
