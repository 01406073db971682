"""The HTTP edge: from the bytes of a request to those of its response, with the caches in between."""
