"""Text that somebody wrote to break in: what is tried, where it is put, and what must not come of it."""

import sys
from pathlib import Path

# So that `python -m tests.security.payloads` finds what pytest puts on the path by itself: tests/.
sys.path.append(str(Path(__file__).parents[1]))
