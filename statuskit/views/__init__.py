"""What the pages need, ready to print: no arithmetic, no dates and no vocabulary is left for a template."""
