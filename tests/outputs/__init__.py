"""Tests of what is written beside pages, feeds and the API."""
