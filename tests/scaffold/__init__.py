"""A new site, its recipes and their scripts."""
