"""Addresses: the paths of entries, parsed and not stored; patterns, the prefixes of languages, and canonical forms."""
