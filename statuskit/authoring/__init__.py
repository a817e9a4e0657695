"""Incident files are written here: what a person gave becomes a document, an edit, a file."""
