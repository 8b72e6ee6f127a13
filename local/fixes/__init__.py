"""Small repairs to ministack 1.5.33, where it differs from AWS in a way our app would notice.

Each module says which stock behaviour it repairs. They replace names inside ministack, so each name is checked first:
a fix that no longer fits ends the engine with one line instead of silently doing nothing.
"""

from types import ModuleType
from typing import Any

type Stock = Any
"""Something of ministack's, which has no types."""


class EngineChanged(RuntimeError):
    """The installed ministack is not the one the fixes were written for."""


def find(module: ModuleType | type, name: str) -> Stock:
    """What `module.name` is.

    Raises:
        EngineChanged: there is no such name.
    """
    if not hasattr(module, name):
        raise EngineChanged(f"ministack has no {module.__name__}.{name} any more: the local fixes need another look")
    return getattr(module, name)


def replace(module: ModuleType | type, name: str, new: Stock) -> Stock:
    """Put `new` in the place of `module.name`, and give back what was there.

    Raises:
        EngineChanged: there is no such name to replace.
    """
    old = find(module, name)
    setattr(module, name, new)
    return old
