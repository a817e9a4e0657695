"""`python -m statuskit`."""

from statuskit.cli import main

if __name__ == "__main__":
    main(prog_name="statuskit")
