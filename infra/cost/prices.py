"""Read AWS's prices of a day, infra/prices.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

FILE = Path(__file__).parents[1] / "prices.toml"


@dataclass(frozen=True)
class Used:
    """Hold what is used of one price, and for what."""

    subject: str
    price: str
    amount: float


@dataclass(frozen=True)
class Price:
    """Hold one price: so many dollars for so many units."""

    dollars: float
    per: int
    unit: str
    source: str


@dataclass(frozen=True)
class Prices:
    """Hold the prices of one region on one day, by name."""

    region: str
    date: date
    prices: Mapping[str, Price]

    @classmethod
    def read(cls, file: Path = FILE) -> Self:
        """Read a file of prices."""
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        region, day = told.pop("region"), told.pop("date")
        return cls(region, day, {name: Price(**one) for name, one in told.items()})

    def of(self, used: Used) -> float:
        """Return the dollars for what is used."""
        price = self.prices[used.price]
        return used.amount * price.dollars / price.per

    def total(self, used: Iterable[Used]) -> float:
        """Return the dollars for all of it."""
        return sum(self.of(one) for one in used)
