"""Tests of the house rules over a whole site."""
