"""List the tasks of release 0.1 for the team, and pass on tasks whose assignees may not read their leads any more."""

from __future__ import annotations

from typing import Any

from shared.domain.lead_records.task import Task
from shared.domain.leads.tasks import pass_on_unseen
from shared.domain.plan_records.plan import Plan
from shared.doors import Now
from shared.observe import error_code, logger
from shared.store import codec, decisions, indexes, keys
from shared.store.codec import Item
from shared.store.item_attributes import attributes
from shared.store.keys import Key
from shared.store.lists import lead_lists, task_lists
from shared.store.lists.paging import Position
from shared.store.table import MAX_WRITES, Collision, Table, Write

AT_ONCE = MAX_WRITES  # tasks, or leads, of one sweep
NAMES = (indexes.ALL.pk, indexes.ALL.sk)


class TeamTasks:
    """Look after all tasks of the team, with what is kept of how far: see `list_next` and `pass_on_next`."""

    def __init__(self, table: Table, now: Now, at_once: int = AT_ONCE) -> None:
        self._table, self._now, self._at_once = table, now, at_once
        self._listed, self._checked = False, -1

    def list_next(self, plan: Plan) -> int:
        """Give some more tasks of release 0.1 the entry by which the team's are listed; return how many.

        Go through each member's tasks once, and remember how far; then read nothing any more.
        """
        if self._listed:
            return 0
        try:
            return self._list(plan, self._table.items([keys.TASKS_LISTED]).get(keys.TASKS_LISTED))
        except Exception as error:
            # The next sweep tries again.
            logger.warning("team_tasks_not_listed", extra={"error": error_code(error)})
            return 0

    def pass_on_next(self, plan: Plan) -> int:
        """Pass on some more tasks of members who may read the lead no more, after the plan changed; return how many.

        A change of the plan may take the sight of leads from anybody. So all tasks that are apart from their leads are
        looked at once for each version of the plan.
        """
        if self._checked == plan.version:
            return 0
        try:
            return self._pass_on(plan, self._table.items([keys.TASKS_CHECKED]).get(keys.TASKS_CHECKED))
        except Exception as error:
            # The next sweep tries again.
            logger.warning("tasks_not_passed_on", extra={"error": error_code(error)})
            return 0

    def _list(self, plan: Plan, mark: Item | None) -> int:
        place = mark["partition"]["S"] if mark else ""
        after: Position | None = mark["after"]["M"] or None if mark else None
        partitions = sorted(of(one) for one in plan.members for of in (indexes.open_tasks, indexes.done_tasks))
        partition = next((one for one in partitions if one >= place), None)
        if partition is None:
            self._listed = True
            return 0
        found = lead_lists.in_queue(self._table, partition, self._at_once, after if partition == place else None)
        items = self._table.items(Key(entry["PK"]["S"], entry["SK"]["S"]) for entry in found.records)
        writes = [_entry(item) for item in items.values() if NAMES[0] not in item]
        try:
            self._table.commit(writes)
        except Collision as collision:  # who changed a task meanwhile has written its entry
            self._table.commit([write for write in writes if write.key not in collision.lost])
        going_on = {"partition": {"S": partition if found.next else f"{partition}~"}, "after": {"M": found.next or {}}}
        self._table.commit([_mark(keys.TASKS_LISTED, going_on)])
        return len(writes)

    def _pass_on(self, plan: Plan, mark: Item | None) -> int:
        if mark is not None and int(mark["version"]["N"]) == plan.version:
            self._checked = plan.version
            return 0
        after: Position | None = mark["after"]["M"] or None if mark else None
        found = task_lists.leads_apart(self._table, after, self._at_once)
        passed = sum(self._pass_on_of(lead_id, plan) for lead_id in dict.fromkeys(lead_id for lead_id, _ in found))
        last = found[-1][1] if len(found) == self._at_once else {}
        before = int(mark["version"]["N"]) if mark else 0
        version = {"N": str(before if last else plan.version)}
        self._table.commit([_mark(keys.TASKS_CHECKED, {"version": version, "after": {"M": last}})])
        return passed

    def _pass_on_of(self, lead_id: str, plan: Plan) -> int:
        [*leads] = lead_lists.leads(self._table, [lead_id])
        decided = [pass_on_unseen(lead, plan, self._now()) for lead in leads]
        for decision in decided:
            if decision.changed:
                self._table.commit(decisions.writes(decision))
        return sum(decision.changed for decision in decided)


def _entry(item: Item) -> Write:
    """Return the write of a task's entry in the team's list, unless the task changes meanwhile."""
    wanted = attributes(codec.from_item(Task, item))
    key = Key(item["PK"]["S"], item["SK"]["S"])
    return Write(key, "Update", {
        "Key": {"PK": {"S": key.pk}, "SK": {"S": key.sk}},
        "UpdateExpression": f"SET {NAMES[0]} = :pk, {NAMES[1]} = :sk",
        "ExpressionAttributeValues": {
            ":pk": {"S": str(wanted[NAMES[0]])}, ":sk": {"S": str(wanted[NAMES[1]])}, ":body": item["body"],
        },
        "ConditionExpression": "body = :body", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })  # fmt: skip


def _mark(key: Key, kept: dict[str, Any]) -> Write:
    return Write(key, "Put", {"Item": {"PK": {"S": key.pk}, "SK": {"S": key.sk}, **kept}})
