"""Tests of the facts; `samples` builds the records that they share."""
