"""Repair ministack 1.5.33 where it differs from AWS in a way that our app would notice.

Each module says which stock behaviour it repairs. The repairs replace names inside ministack. Each name is checked
first: a fix that no longer fits stops the engine with a one-line message instead of silently doing nothing.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

type Stock = Any
"""Stand for an object of ministack, which has no types."""


class EngineChanged(RuntimeError):
    """Report that the installed ministack is not the one the fixes were written for."""


def find(module: ModuleType | type, name: str) -> Stock:
    """Return `module.name`.

    Raises:
        EngineChanged: there is no such name.
    """
    if not hasattr(module, name):
        raise EngineChanged(f"ministack has no {module.__name__}.{name} any more: the local fixes need another look")
    return getattr(module, name)


def replace(module: ModuleType | type, name: str, new: Stock) -> Stock:
    """Replace `module.name` by `new`, and return what was there.

    Raises:
        EngineChanged: there is no such name to replace.
    """
    old = find(module, name)
    setattr(module, name, new)
    return old


def around(module: ModuleType, name: str, new: Callable[..., object]) -> None:
    """Replace a function by `new`, which receives the original as its first argument.

    Raises:
        EngineChanged: there is no such function.
    """
    stock: Stock = None
    stock = replace(module, name, lambda *arguments: new(stock, *arguments))
