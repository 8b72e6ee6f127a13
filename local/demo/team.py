"""Define the demo team: its members, the sources of its leads, and its routes. Nobody here exists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.serving import graph

PASSWORD = "Relevo-Demo-2026"  # noqa: S105 - for people that exist on this machine only
"""Use one password for everyone, so that trying the roles is easy."""

EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True)
class Person:
    """Describe a person to invite."""

    first_name: str
    last_name: str
    role: str

    @property
    def email(self) -> str:
        """Return an address that reaches nobody."""
        return f"{self.first_name}.{self.last_name}@example.com".translate(PLAIN).lower()


PLAIN = str.maketrans("áéíóúñÁÉÍÓÚÑ", "aeiounAEIOUN")

PEOPLE = (
    Person("Marta", "Robles", "manager"),
    Person("Ana", "Beltrán", "agent"),
    Person("Bruno", "Cifuentes", "agent"),
    Person("Carmen", "Dávila", "agent"),
    Person("Diego", "Esteban", "agent"),
    Person("Elena", "Fuentes", "agent"),
)


@dataclass(frozen=True)
class Origin:
    """Describe a source to create."""

    title: str
    kind: str
    issued: Mapping[str, str] = field(default_factory=dict)
    """Hold the secret that its provider issued."""


WEBSITE = Origin("Web de la agencia", "standard")
PORTAL = Origin("Portal Casas", "api_key")
BY_HAND = Origin("Llamadas y visitas", "manual")
SOCIAL = Origin("Facebook e Instagram", "meta", {"secret": "demo-app-secret", "access_token": graph.TOKEN})
MAILS = Origin("Correos de portales", "email")
ORIGINS = (WEBSITE, PORTAL, BY_HAND, SOCIAL, MAILS)


@dataclass(frozen=True)
class Way:
    """Describe a route to create."""

    title: str
    agents: tuple[str, ...]
    claim_seconds: int
    start: str
    end: str
    origin: Origin | None = None
    rule: str = "round_robin"
    activation: dict[str, Any] | None = None

    def request(self, agent_ids: dict[str, str], source_ids: dict[str, str]) -> dict[str, Any]:
        """Return the body of the request that creates it."""
        return {
            "title": self.title,
            "rule": self.rule,
            "sources": [source_ids[self.origin.title]] if self.origin else "all",
            "windows": [{"days": EVERY_DAY, "from": self.start, "to": self.end}],
            "claim_seconds": self.claim_seconds,
            "claim_clock": "always",
            "agents": [{"agent_id": agent_ids[name]} for name in self.agents],
            "when_nobody": "pool",
            **({"activation": self.activation} if self.activation else {}),
        }


# In this order: a new route goes to the top of the list, so create the general ones first. Day and night together leave
# no gap: a demo lead is offered whenever it arrives. On holidays the quickest agent gets it.
WAYS = (
    Way("Reparto de día", ("Ana", "Bruno", "Carmen", "Diego", "Elena"), 300, "08:00", "22:00"),
    Way("Guardia de noche", ("Bruno", "Elena"), 600, "22:00", "08:00"),
    Way("Portal Casas", ("Ana", "Carmen", "Diego"), 180, "08:00", "22:00", PORTAL),
    Way("Festivos", ("Bruno", "Diego", "Elena"), 900, "00:00", "24:00", None, "jump_ball",
        {"holidays": {"country": "ES", "region": "MD"}}),
)  # fmt: skip
