"""Tests of the JSON API; `samples` holds what they are about, `shape` what clients know of it."""
