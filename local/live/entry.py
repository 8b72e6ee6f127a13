"""What a worker imports in place of its function: the function, or the whole reason why it cannot be imported.

Stock tells no more than the exception's text; whoever changes code needs the file and the line.
"""

import importlib
import os
import traceback

_module, _, _name = os.environ["LIVE_HANDLER"].replace("/", ".").rpartition(".")
try:
    handler = getattr(importlib.import_module(_module), _name)
except BaseException:
    traceback.print_exc()
    raise
