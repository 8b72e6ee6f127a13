"""Read the plan as a whole, at one version, and cache it by that version."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import Record
from shared.domain.lead_records.plan_walk import Waiting
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.template import Template
from shared.observe import logger
from shared.store import codec, keys, unknown_fields
from shared.store.codec import Item
from shared.store.table import Table, Write

TRIES = 5


class Unseeded(Exception):
    """Raised while the tenant has no settings, because `make deploy` has not bootstrapped it yet."""


class Plans:
    """Reads the plan and caches it for this process."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._warm: Plan | None = None

    def current(self, version: int | None = None) -> Plan:
        """Return the current plan: the cached copy if its version is current, else read it.

        Args:
            version: the current version, if the caller has just read it; None reads it here.
        """
        if version is None and self._warm is not None:
            version = version_of(self._table.items([keys.VERSION]).get(keys.VERSION))
        plan = self._warm  # threads may share this reader
        if plan is None or plan.version != version:
            plan = self._warm = self._read()
        return plan

    def warm(self) -> Plan:
        """Return the cached plan, however old; read it if this process never did."""
        return self._warm or self.current()

    def _read(self) -> Plan:
        """Read all items between two reads of the same version, so that the plan is consistent."""
        for _ in range(TRIES):
            before = version_of(self._table.items([keys.VERSION]).get(keys.VERSION))
            items = list(self._table.query(keys.PLAN))
            after = next((version_of(item) for item in items if item["SK"]["S"] == keys.VERSION.sk), 0)
            last = version_of(self._table.items([keys.VERSION]).get(keys.VERSION))
            if before == after == last:
                return _plan(before, items)
        raise Busy


def version_of(item: Item | None) -> int:
    """Return the plan's version from its item; 0 if nothing was written yet."""
    return int(item["v"]["N"]) if item else 0


def moved_at(item: Item | None, waiting: Waiting) -> int:
    """Return the plan's last version that concerned waiting leads of a kind, from the item of its version."""
    return int(item[waiting]["N"]) if item and waiting in item else 0


def next_version(version: int, concerned: Iterable[Waiting] = ()) -> Write:
    """Return the write that increases the plan's version if it is unchanged: the lock of every change of the plan.

    It remembers the version for the kinds of waiting leads that the change concerns, and is work for `route` then.
    """
    condition = "v = :was" if version else "attribute_not_exists(PK)"
    values = {":new": {"N": str(version + 1)}, **({":was": {"N": str(version)}} if version else {})}
    moved = sorted(concerned)
    sets = ", ".join(["v = :new", *(f"{waiting} = :new" for waiting in moved)])
    work = ", #todo = :todo" if moved else " REMOVE #todo"
    return Write(keys.VERSION, "Update", {
        "Key": {"PK": {"S": keys.VERSION.pk}, "SK": {"S": keys.VERSION.sk}},
        "UpdateExpression": f"SET {sets}{work}", "ConditionExpression": condition,
        "ExpressionAttributeNames": {"#todo": keys.TODO},
        "ExpressionAttributeValues": values | ({":todo": {"S": keys.FOLLOW}} if moved else {}),
    })  # fmt: skip


def _plan(version: int, items: Iterable[Item]) -> Plan:
    by_prefix: dict[str, list[Item]] = {}
    for item in items:
        by_prefix.setdefault(item["SK"]["S"].partition("#")[0], []).append(item)

    def read[R: Record](kind: type[R], prefix: str) -> list[R]:
        return [record for item in by_prefix.get(prefix, []) if (record := _readable(kind, item)) is not None]

    settings = read(Settings, "SETTINGS")
    if not settings:
        raise Unseeded
    rotas = {rota.route_id: rota for rota in read(Rota, "ROTA")}
    routes = (_without_unreadable_shifts(route, rotas.get(route.route_id)) for route in read(Route, "ROUTE"))
    return Plan(
        version=version,
        settings=settings[0],
        order=next(iter(read(Order, "ORDER")), Order()),
        routes_by_id={route.route_id: route for route in routes},
        members={member.agent_id: member for member in read(Member, "MEMBER")},
        sources={source.source_id: source for source in read(Source, "SOURCE")},
        targets={target.target_id: target for target in read(Target, "TARGET")},
        rotas=rotas,
        templates={template.template_id: template for template in read(Template, "TEMPLATE")},
    )


def _readable[R: Record](kind: type[R], item: Item) -> R | None:
    """Return the record in an item; log and return None if it is invalid, so that the rest of the plan counts.

    The team cannot do without its settings.
    """
    try:
        record = codec.from_item(kind, item)
    except ValidationError:
        if kind is Settings:
            raise
        logger.error("plan_record_unreadable", extra={"record": item["SK"]["S"]})
        return None
    if record.newer_fields:
        logger.warning("plan_record_of_newer_release", extra={"record": item["SK"]["S"]})
    return record


def _without_unreadable_shifts(route: Route, rota: Rota | None) -> Route:
    """Return a route, set aside if nobody can tell who is on shift."""
    return unknown_fields.set_aside(route) if rota is not None and rota.is_newer else route
