"""What was made before, under `.cache/statuskit/`, by the content of everything that it was made from.

Whoever changes a page, a rule or a setting need not think of it: the code's own fingerprint is part of every
key, and what is missing, damaged or of another version is made anew.
"""

from statuskit.cache.fingerprints import fingerprint, of_code
from statuskit.cache.store import Cache, Shelf

__all__ = ["FOLDER", "Cache", "Shelf", "fingerprint", "of_code"]

FOLDER = ".cache/statuskit"
"""Where it is, relative to the project's folder."""
