"""How much memory an import takes, in a process of its own."""

import re
import subprocess
import sys

MOST_KILOBYTES = 500_000

_MEASURED = """
import re, sys
from statuskit.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    # Of this program alone: `ru_maxrss` counts what the tests held when they started it.
    print("peak", re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())[1])
"""


def measure(*arguments: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run `statuskit import`, on Linux; return how it ended, and the kilobytes that it held at most."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, "import", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "statuskit has a bug" not in done.stderr
    peak = re.search(r"^peak (\d+)$", done.stdout, re.MULTILINE)
    assert peak, done.stderr[-2000:]
    return done, int(peak[1])
