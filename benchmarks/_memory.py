"""The memory of this process."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path


def peak_mb() -> float:
    """Return the most memory that this process has had.

    On Linux getrusage() tells the peak of the parent too, if that was higher when it forked.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text("ascii")
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status)
        return int(kilobytes) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
