"""Start the typical handler as a function of its own does: Lambda's entry point of it."""

from benchmarks.typical import Typical

handler = Typical(str).handler
