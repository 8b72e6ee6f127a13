"""Let a worker import this in place of its function: the function, or the full traceback of why its import fails.

Stock reports only the exception's text; developers need the file and the line.
"""

import importlib
import os
import sys
import traceback

_module, _, _name = os.environ["LIVE_HANDLER"].replace("/", ".").rpartition(".")
try:
    handler = getattr(importlib.import_module(_module), _name)
except BaseException as problem:
    _told = traceback.TracebackException.from_exception(problem)
    _frames = [frame for frame in _told.stack if "importlib" not in frame.filename and frame.filename != __file__]
    _told.stack = traceback.StackSummary.from_list(_frames)
    sys.stderr.write("".join(_told.format()))
    raise
