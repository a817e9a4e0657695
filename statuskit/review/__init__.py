"""The house rules: what every text of an incident is read for before and after it is public."""
