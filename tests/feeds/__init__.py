"""What feeds say, to whom, and in which form."""
