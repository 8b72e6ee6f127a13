"""Import one module as Lambda starts a function, and print what it took: `python -S -P starting.py MODULE PATH…`.

The paths are Lambda's: the function's code, its layers, and the SDK of the runtime. `-S` keeps the checkout's packages
away.
"""

import importlib
import sys
from time import process_time

module, *paths = sys.argv[1:]
compiled: list[str] = []


def note(event: str, told: tuple[object, ...]) -> None:
    """Note a module that is compiled because it came without bytecode."""
    if event == "compile" and str(told[1]).startswith("/"):
        compiled.append(str(told[1]))


sys.path[:0] = paths
sys.addaudithook(note)
importlib.import_module(module)
print(process_time(), len(sys.modules), len(compiled))
