"""What `make bench` measures: builds of long histories, ours and those of others, and what a reader has to load."""
