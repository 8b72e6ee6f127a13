"""Do README, the pages about running and operating, and docs/table.md agree with the code?"""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from functions.deliver import batch, safe_http
from functions.deliver.mails import build as mails
from functions.deliver.pushes import push
from functions.expire.sweeping import retention as retention_pass
from functions.expire.sweeping import rollup as sweeping_rollup
from functions.ingest.imports import chunk, csv_file
from functions.ingest.imports import rows as import_rows
from functions.ingest.providers import standard
from functions.ingest.webhooks import throttle
from functions.supervise.leads import bulk, search, waiting
from infra import states, wiring
from infra.tenant_file import TenantFile
from infra.wiring.log_queries import QUERIES
from shared import uploads
from shared.domain.intake import admit, fetch, idempotency
from shared.domain.kernel import contact, limits, notification, rates
from shared.domain.kernel.audit import Audit, AuditCopy
from shared.domain.kernel.contact import Card
from shared.domain.kernel.notification import Inbox, Notification
from shared.domain.lead_records import comment, conversation, inquiry, lead_import, task, visit
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.conversation import Conversation, Message
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.delivery import Answered, Delivery
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead_import import Import, ImportErrors
from shared.domain.lead_records.note import Note
from shared.domain.lead_records.offer_seen import OfferSeen
from shared.domain.lead_records.plan_walk import PlanWalk
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.lead_records.retention_progress import NOTICE_PERIOD, RetentionProgress
from shared.domain.lead_records.seen import Seen, SeenCopy
from shared.domain.lead_records.sign_in import MAX_SIGN_INS, SignIns
from shared.domain.lead_records.source_watch import WatchedSources
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.view import Views
from shared.domain.lead_records.visit import Visit
from shared.domain.leads import reminders
from shared.domain.notifications import grouping, outbound, resting, subscription, vapid
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.notifications.live_connection import LiveConnection, LiveTicket
from shared.domain.notifications.resting import Rest
from shared.domain.notifications.subscription import PushKeys, Subscription
from shared.domain.plan_records import activation
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.retention import MAX_MONTHS, MAX_YEARS, RetentionTimes
from shared.domain.plan_records.route import Rotation, Route
from shared.domain.plan_records.second_factor import GRACE
from shared.domain.plan_records.settings import Logo, Settings
from shared.domain.plan_records.target import OutboundDelivery, Target
from shared.domain.plan_records.template import Template
from shared.domain.plan_records.workload import Workload
from shared.domain.planning import activate, change_source
from shared.domain.planning.sessions import MAX_ENDED
from shared.domain.reporting import date_range, rollup
from shared.domain.reporting.rollup import MonthRollup, RollupPage
from shared.domain.routing import expire
from shared.domain.routing.trace import Trace
from shared.environment.base import Environment
from shared.observe import FOR_A_PERSON
from shared.store import codec, dashboard_reader, indexes, keys, record_keys, table
from shared.store import deliveries as listed
from shared.store.lists import lead_lists, lead_timeline
from shared.store.record_keys import KEYS
from shared.web import request
from tests import make

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
MACHINE, DEPLOYING, RUNBOOK = [
    (ROOT / "docs" / f"{page}.md").read_text() for page in ("one-machine", "operations", "runbook")
]
OPERATIONS = f"{MACHINE}\n{DEPLOYING}\n{RUNBOOK}"
TABLE = (ROOT / "docs" / "table.md").read_text()
TESTS = (ROOT / "tests" / "README.md").read_text()
COMMON = set(Environment.model_fields)


def section(page, title):
    """Return the text below a heading, up to the next of its level."""
    return re.split(r"^## ", page.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.M)[0]


def rows(text):
    """Return the rows of all tables in a text, as lists of cells, without their headings."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|---")]


def names(cell):
    """Return the names in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def source(path):
    return (ROOT / path).read_text()


# Environment variables of functions and of runs


def documented_functions():
    told = rows(section(OPERATIONS, "What is in the stack"))
    return {names(row[0])[0]: row for row in told if len(row) == 5 and names(row[0])}


def test_exactly_the_existing_functions_are_documented():
    assert set(documented_functions()) == {wired.name for wired in wiring.FUNCTIONS}


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_each_function_is_documented_with_its_size_and_variables(wired):
    _, _, memory, timeout, environment = documented_functions()[wired.name]
    assert (memory, timeout) == (f"{wired.memory} MB", f"{wired.timeout_seconds} s")
    assert set(names(environment)) == set(wired.variables.model_fields) - COMMON


def every_settings(kind=Environment):
    yield kind
    for below in kind.__subclasses__():
        yield from every_settings(below)


def test_every_environment_variable_is_documented():
    known = {name for kind in every_settings() for name in kind.model_fields}
    assert {name for name in known if f"`{name}`" not in OPERATIONS} == set()


def test_exactly_the_variables_of_a_run_are_documented():
    code = [file.read_text() for room in ("local", "infra", "tests/e2e") for file in (ROOT / room).glob("**/*.py")]
    used = {name for text in code for name in re.findall(r"RELEVO_[A-Z]+(?:_[A-Z]+)*", text)}
    told = {name for row in rows(MACHINE) for name in names(row[0])}
    assert {name for name in told if name.startswith("RELEVO_")} == used


# The tenant's file


def fields(model, prefix=""):
    """Return a model's fields as they are written in the file, each with whether it is required."""
    for name, field in model.model_fields.items():
        path = f"{prefix}{field.alias or name}"
        inner = next((one for one in (field.annotation, *parts(field.annotation)) if is_model(one)), None)
        if inner:
            yield from fields(inner, f"{path}.")
        else:
            yield path, field.is_required()


def parts(annotation):
    return getattr(annotation, "__args__", ())


def is_model(kind):
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def test_every_field_of_the_tenant_file_is_documented_with_whether_it_is_required():
    told = {names(row[0])[0]: row[1] for row in rows(section(OPERATIONS, "Deploying")) if names(row[0])}
    assert told == {path: "yes" if required else "no" for path, required in fields(TenantFile)}


# Alarms, outputs, commands


def alarms():
    """Return the alarms of the stack."""
    for node in ast.walk(ast.parse(source("infra/alarms.py"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"over", "monitoring.silent"}:
            yield node.args[0].value


def test_exactly_the_existing_alarms_have_a_row():
    told = [names(row[0])[0] for row in rows(section(OPERATIONS, "When an alarm fires")) if names(row[0])]
    assert sorted(name for name in told if "/" not in name) == sorted(alarms())


def test_exactly_the_alarms_of_an_account_have_a_row():
    told = {names(row[0])[0] for row in rows(section(OPERATIONS, "What all tenants share")) if names(row[0])}
    assert told == set(re.findall(r'"((?:functions|clocks|mails)-[a-z]+)"', source("infra/account.py")))


def test_what_an_alarm_stands_for_has_a_row_of_its_own():
    told = {name for row in rows(section(OPERATIONS, "When an alarm fires")) for name in names(row[0])}
    functions = {f"functions-failed/{wired.name}" for wired in wiring.FUNCTIONS}
    queues = {f"dead-letters/{name}" for name in ("stream", "news", *(one.alarm for one in wiring.QUEUES))}
    counts = {f"work-failed/{name}" for name in FOR_A_PERSON}
    assert {name for name in told if "/" in name} == functions | queues | counts


def test_the_runbook_holds_exactly_the_queries_that_are_kept():
    block = section(OPERATIONS, "When an alarm fires").split("```\n")[1]
    told = {}
    for one in block.split("# ")[1:]:
        heading, _, text = one.partition("\n")
        told[heading.partition(":")[0]] = " ".join(text.split())
        assert heading.partition(":")[2].strip()
    assert told == QUERIES


def test_the_runbook_says_for_every_alarm_which_query_to_begin_with():
    block = section(OPERATIONS, "When an alarm fires").split("```\n")[1]
    begun = {name.partition("/")[0] for line in block.splitlines() if line[0] == "#"
             for name in line.partition(": ")[2].split(", ")}  # fmt: skip
    assert set(alarms()) - begun == set()


def test_every_output_of_the_stack_is_documented():
    tell = source("infra/tenant.py").split("def _tell")[1]
    outputs = re.findall(r'^ +"(\w+)": ', tell, re.M)
    assert len(outputs) > 5
    assert {name for name in outputs if f"`{name}`" not in OPERATIONS} == set()


def test_every_count_is_documented():
    code = "".join(file.read_text() for room in ("functions", "shared") for file in (ROOT / room).glob("**/*.py"))
    counted = {name for told in re.findall(r"\bcount\(([^)]+)\)", code) for name in re.findall(r'"([A-Z]\w+)"', told)}
    assert {name for row in rows(OPERATIONS) for name in names(row[0]) if name in counted} == counted


def commands(page):
    """Return the make targets that a page names as code."""
    for code in re.findall(r"```.*?```|`[^`\n]+`", page, re.S):
        yield from re.findall(r"(?:^|[`\s])make ([a-z-]+)", code)


@pytest.mark.parametrize("page", [README, OPERATIONS, TESTS], ids=["README", "operations", "tests"])
def test_every_command_named_exists_in_the_makefile(page):
    targets = set(re.findall(r"^([a-z-]+):.*## ", source("Makefile"), re.M))
    named = set(commands(page))
    assert named
    assert named <= targets


def test_every_folder_in_the_readme_exists_and_every_function_has_a_row():
    rooms = {names(row[0])[0] for row in rows(section(README, "The code")) if names(row[0])}
    assert all(list(ROOT.glob(room)) for room in rooms)
    assert {f"functions/{wired.folder}/" for wired in wiring.FUNCTIONS} <= rooms


# Numbers


def seconds(duration):
    return int(duration / timedelta(seconds=1))


def hours(duration):
    return int(duration / timedelta(hours=1))


def in_short(duration):
    return f"{duration.seconds} s" if duration.seconds < 60 else f"{duration.seconds // 60} min"


def bound(model, field, kind):
    return next(getattr(one, kind) for one in model.model_fields[field].metadata if hasattr(one, kind))


def throttles():
    """Return the throttles of operations without a token."""
    return ast.literal_eval(re.search(r"^THROTTLES = (\{.*?^\})", source("infra/api.py"), re.M | re.S)[1])


def written(path, name):
    """Return a number as the infrastructure writes it."""
    return int(re.search(rf'{name}"?\s*[=:]\s*(\d+)', source(path))[1])


def requests(name):
    return f"{written('infra/api.py', name + '_rate_limit')}, {written('infra/api.py', name + '_burst_limit')}"


EARLY = next(one for one in states.definition("")["States"]["Expire"]["Retry"] if one["ErrorEquals"] == ["TooEarly"])
LIMITS = {
    "body of a request": f"{request.MAX_BODY_BYTES // 1024} KB",
    "body of a delivery": f"{request.MAX_DELIVERY_BYTES // 1024**2} MB",
    "attributes of a lead, as JSON": f"{inquiry.MAX_ATTRIBUTES // 1024} KB",
    "attributes that one repeat adds to the history": f"{admit.MAX_REPEATED // 1024} KB",
    "message of a lead": f"{inquiry.MAX_MESSAGE} characters",
    "e-mails, and phones, of a lead": f"{contact.MAX_ADDRESSES} each",
    "leads that one address remembers": f"{contact.MAX_SHARED}",
    "possible duplicates that one lead remembers": f"{contact.MAX_DOUBTS}",
    "`Idempotency-Key`": f"{request.MAX_KEY} characters, remembered {hours(idempotency.KEPT)} h",
    "claim window of a route": f"{bound(Route, 'claim_seconds', 'ge')} s to "
    f"{bound(Route, 'claim_seconds', 'le') // 86_400} days",
    "leads that one page reads at the most": f"{lead_lists.READ}",
    "messages and comments that one page reads, that a timeline tells": f"{lead_timeline.READ}, {lead_timeline.TOLD}",
    "message, comment, task": f"{conversation.MAX_SAID}, {comment.MAX_BODY}, {task.MAX_TEXT} characters",
    "members that one comment tags, open tasks of a lead": f"{comment.MAX_MENTIONS}, {task.MAX_TASKS}",
    "months of empty index that one page looks through": f"{lead_lists.MAX_PARTITIONS}",
    "open leads of a member that are put in order by who waits": str(waiting.MOST),
    "characters of what is searched for": str(search.MAX_SOUGHT),
    "leads that an Agent enters by hand, searches of an Agent": f"{rates.ENTRIES_BY_HAND.most} an hour, "
    f"{rates.SEARCHES.most} a minute",
    "test pushes of a member": f"{rates.TEST_PUSHES.most} an hour",
    "leads changed at once, and how long": f"{bulk.MOST}, {bulk.SECONDS} s",
    "timestamp of a signed delivery": f"within {seconds(standard.TOLERANCE) // 60} minutes",
    "old secret after a renewal": f"{hours(change_source.FORMER_SECRET_VALID)} h",
    "deliveries of an archived source": f"pooled for {inquiry.ARCHIVED_TAKES.days} days",
    "file of an import": f"{lead_import.MAX_ROWS} rows, {csv_file.MAX_COLUMNS} columns, "
    f"{lead_import.MAX_BYTES // 1024**2} MB",
    "address to upload it to, the file, the import": f"{uploads.URL_VALID_SECONDS // 60} minutes, "
    f"{written('infra/imports.py', 'KEPT_DAYS')} days, {RetentionTimes().imports_days} days unless set",
    "rows of an import in one transaction": str(chunk.ROWS),
    "mistakes told of one row": str(import_rows.MAX_ERRORS),
    "import without progress, until the sweep asks again": f"{seconds(lead_import.FORGOTTEN)} s",
    "deliveries that a source lists": str(listed.LISTED),
    "tests, unreadable deliveries and mails to read":
        f"forgotten after {RetentionTimes().deliveries_days} days unless set",
    "details that cannot be fetched": "tried after "
    + ", ".join(in_short(wait) for wait in fetch.WAITS)
    + f", then every hour, for {fetch.MAX_AGE // fetch.HOURLY} h",
    "details due, until the sweep asks again": f"{fetch.SWEPT_AFTER.seconds} s",
    "targets of a team": str(limits.TARGETS.most),
    "answer of a target": f"{safe_http.SECONDS:.0f} s",
    "outbound webhook that did not arrive": "tried after "
    + ", ".join(in_short(wait) for wait in outbound.WAITS)
    + f", then every {hours(outbound.LAST_WAIT)} h, for {hours(outbound.MAX_AGE)} h",
    "target or browser that took long, and failed": f"after {seconds(resting.SLOW)} s; tried again after "
    + ", ".join(in_short(wait) for wait in resting.RESTS)
    + ", by one sender at a time",
    "mail that SES did not take": "tried after "
    + ", ".join(in_short(timedelta(seconds=wait)) for wait in mails.AGAIN_AFTER)
    + ", then by the queue",
    "push that did not arrive": "tried after "
    + ", ".join(in_short(wait) for wait in resting.AGAIN_AFTER)
    + ", then given up",
    "messages of one call of `deliver` or `push`, begun and ended": f"{max(one.batch for one in wiring.QUEUES)}, "
    f"within {seconds(batch.BEGIN_WITHIN)} s, after {seconds(batch.END_AFTER)} s",
    "outbound webhook put off, due again after the rest": "within "
    + ", ".join(in_short(wait) for wait in outbound.SPREADS)
    + ", by chance",
    "outbound webhook due, until the sweep asks again": f"{seconds(outbound.SWEPT_AFTER)} s",
    "outbound delivery, and attempts told of it": f"forgotten after {outbound.KEPT.days} days, {outbound.ATTEMPTS}",
    "browsers of a member that are pushed to": f"{subscription.MAX_SUBSCRIPTIONS}; a new one takes the oldest one's "
    "place",
    "push that reaches no browser": f"kept by the push service for {push.KEPT_SECONDS // 3600} h, of an offer "
    "until its deadline",
    "claim link": "until the offer's deadline",
    "deliveries of one source that are handled, before more are put off":
        f"{throttle.BURST} at once, {throttle.PER_SECOND} more a second, in each process",
    "offer or response past its time, or held lead past its, until the sweep sees to it": f"{seconds(expire.GRACE)} s",
    "special route's change, until the sweep makes it": f"{seconds(activate.OVERDUE_AFTER)} s",
    "how far ahead holidays are looked for": {2: "to the end of the year after next"}[activation.AHEAD_YEARS],
    "lead unrouted, until the sweep sends it again": f"{seconds(expire.FORGOTTEN)} s, doubling each time",
    "attempts of the sweep before `routing_failed`": f"{expire.ATTEMPTS}",
    "early clock": f"asked again after {EARLY['IntervalSeconds']} s, {EARLY['MaxAttempts']} times",
    "writes of one transaction": f"{table.MAX_WRITES}",
    "tries of a transaction in conflict, of a decision that lost a guard": f"{table.TRIES}",
    "collisions in a row before a batch of route fails": re.search(r"COLLISIONS = (\d+)",
                                                                   source("functions/route/dispatching.py"))[1],
    "leads in a batch of route": f"{written('infra/triggers.py', 'batch_size')}",
    "retries of a batch, its greatest age": f"{written('infra/triggers.py', 'maximum_retry_attempts')}, "
    f"{written('infra/triggers.py', 'maximum_record_age_in_seconds')} s",
    "range of a report that is given": f"{date_range.MAX_YEARS} years; by days up to {date_range.MAX_DAILY} days, "
    "else by months",
    "open conversations, and offers, that the dashboard reads": f"{dashboard_reader.ENTRIES} each, the rest is counted",
    "rows of counts after which the dashboard reads no further day": f"{dashboard_reader.ROWS}",
    "sign-ins of a member that are kept, ended sessions": f"{MAX_SIGN_INS}, {MAX_ENDED}",
    "time to set up a second factor, once it is required": f"{GRACE.days} days",
    "visit of a member": f"noted every {visit.FRESH.seconds // 60} minutes",
    "month of counts": f"folded {rollup.SETTLED_AFTER.days} days after its end, "
    f"in {sweeping_rollup.TIME.seconds} s at the most",
    "history entries on a lead": f"{codec.RECENT}; then all but the last {codec.SPILL} move to a page",
    "windows, agents, sources of a route": f"{bound(Route, 'windows', 'max_length')}, "
    f"{bound(Route, 'agents', 'max_length')}, 100",
    "conditions of a route": f"{bound(Route, 'conditions', 'max_length')}",
    "hours a lead is held for a route to open": f"{bound(Settings, 'hold_hours', 'ge')} to "
    f"{bound(Settings, 'hold_hours', 'le')}",
    "requests a second, and at once": requests("throttling"),
    "deliveries a second, and at once": "{}, {}".format(*throttles()["/webhooks/"]),
    "notices": f"kept {grouping.KEPT.days} days; one names {notification.MAX_LEADS} leads",
    "lead in the pool, until Managers are told again": f"{seconds(reminders.POOLED_LONG) // 60} minutes",
    "inactive leads": f"erased after {RetentionTimes().leads_months} months unless set, of 1 to {MAX_MONTHS}; "
    f"announced {NOTICE_PERIOD.days} days before, looked for every day, {retention_pass.AT_ONCE} a minute",
    "won deal in the blocked store": f"{RetentionTimes().keep_won_years} years after the closing unless set, "
    f"of 1 to {MAX_YEARS}",
    "days that deliveries and imports are kept": "7 to 365",
    "items on a page of a list": "1 to 100, 25 unless asked",
}  # fmt: skip


def test_every_limit_is_documented_with_its_value():
    told = {row[0]: row[1] for row in rows(section(OPERATIONS, "Limits and numbers"))[1:]}
    assert told == LIMITS


# The table

HASH = "0f" * 32
COMMENT, TARGET = make.id_of("comment", "1"), make.id_of("target", "1")
RECORDS = [
    make.route(), make.member(), make.source(), make.settings(), Logo(), Order(), Rotation(route_id=make.MAIN),
    Workload(agent_id=make.ANN, last_offered_at=make.NOON, missed=1, received={"2026-01-05": 1}),
    Visit(agent_id=make.ANN, at=make.NOON), MonthRollup(month="2026-01", pages=1),
    RollupPage(month="2026-01", number=0, rows=()),
    make.lead(stop_clock=make.OFFER),
    make.offered(), make.owned(), make.pooled(), make.closed,
    make.received(response=make.response()), make.pooled(routes_at=make.END),
    Note(note_id=make.id_of("note", "1"), lead_id=make.LEAD, kind="call", at=make.NOON, recorded_at=make.NOON,
         by=make.ANN),
    make.owned(conversation=Conversation(opened_at=make.NOON, waiting_since=make.NOON)),
    Message(message_id=make.id_of("message", "1"), lead_id=make.LEAD, direction="in", channel="text", body="x",
            at=make.NOON, by="provider"),
    Comment(comment_id=COMMENT, lead_id=make.LEAD, body="x", by=make.ANN, at=make.NOON),
    Task(comment_id=COMMENT, lead_id=make.LEAD, at=make.NOON, due_at=make.END, by=make.ANN, agent_id=make.ANN),
    Inbox(agent_id=make.ANN, unread=1),
    Notification(notification_id=make.id_of("notification", "1"), agent_id=make.ANN, kind="offer", at=make.NOON,
           forget_at=make.END),
    Subscription(agent_id=make.ANN, hash=HASH, endpoint="https://push.example.com/a", at=make.NOON,
                 keys=PushKeys(p256dh=vapid.public_key(7), auth="A" * 22)),
    LiveTicket(hash=HASH, agent_id=make.ANN, until=make.NOON, open_until=make.NOON),
    LiveConnection(connection_id="c", agent_id=make.ANN, until=make.NOON),
    AddressPause(agent_id=make.ANN, at=make.NOON, cause="bounce"),
    Target(target_id=TARGET, url="https://crm.example.com", events=("lead.claimed",), created_at=make.NOON),
    Template(template_id=make.id_of("template", "1"), title="x", channels=("text",), language="es", text="x",
             created_at=make.NOON),
    OutboundDelivery(delivery_id=make.id_of("delivery", "1"), target_id=TARGET, lead_id=make.LEAD, type="lead.claimed",
             at=make.NOON, kind="claimed", by=make.ANN, since=make.NOON, due=make.NOON, forget_at=make.END),
    Rest(subject=TARGET, until=make.NOON, forget_at=make.NOON),
    Trace(lead_id=make.LEAD, lead_version=1, at=make.NOON, plan_version=1, outcome="pooled"),
    Card(hash=HASH, current=make.LEAD, leads=(make.LEAD,)),
    Delivery(source_id=make.WEB, hash=HASH, at=make.NOON, lead_id=make.LEAD),
    Answered(agent_id=make.ANN, operation="POST /leads", hash=HASH, body_hash=HASH, made=make.LEAD, until=make.NOON),
    Import(import_id=make.id_of("import", "1"), at=make.NOON, by=make.ANN, to="pool", due=make.NOON),
    SignIns(agent_id=make.ANN),
    Views(owner=make.ANN),
    ImportErrors(import_id=make.id_of("import", "1"), run=1, start=0, forget_at=make.NOON, items=()),
    Erasure(erasure_id=make.id_of("erasure", "1"), at=make.NOON, by=make.ANN, lead_ids=(make.LEAD,), due=make.NOON),
    RetentionProgress(),
    WatchedSources(),
    PlanWalk(waiting="held"),
    PlanWalk(waiting="owed"),
    make.rota(),
    Audit(audit_id="audit_1", at=make.NOON, by=make.ANN, what="x", subject="y"),
    AuditCopy(audit_id="audit_1", at=make.NOON, by=make.ANN, what="x", subject="y"),
    RawDelivery(source_id=make.WEB, hash=HASH, at=make.NOON, forget_at=make.NOON),
    RawDelivery(source_id=make.WEB, hash=HASH, at=make.NOON, forget_at=make.NOON, lead_id=make.LEAD),
    OfferSeen(lead_id=make.LEAD, agent_id=make.ANN, offer_id=make.OFFER, at=make.NOON),
    *(kind(agent_id=make.ANN, lead_id=make.LEAD, day=make.NOON.date(), at=make.NOON) for kind in (Seen, SeenCopy)),
]  # fmt: skip
OTHERS = [
    keys.VERSION,
    keys.LEADS_CHANGED,
    keys.POOL_CHANGED,
    keys.AUDITS_MARKED,
    keys.CLOSED_LISTED,
    keys.WAITING_LISTED,
    keys.TASKS_LISTED,
    keys.TASKS_CHECKED,
    keys.QUIET_CLOSED,
    keys.OFFERS_SWEPT,
    keys.SEARCH_FILLED,
    keys.search_keys(make.LEAD, 0),
    keys.AUDITS_COMPARED,
    keys.caller_rate(make.ANN, "entry", make.NOON),
    keys.history(make.LEAD, 0),
    keys.counter_row(count_event("claimed", make.NOON, make.settings().zone, agent_id=make.ANN).row),
]


def pattern(cell):
    return re.compile(re.sub(r"<[^>]+>", ".+", names(cell)[0]))


MAP = [(pattern(row[0]), pattern(row[1]), row[2]) for row in rows(section(TABLE, "Records"))[1:]]


def documented_key(key):
    return [record for pk, sk, record in MAP if pk.fullmatch(key.pk) and sk.fullmatch(key.sk)]


def test_every_kind_of_record_is_checked_here():
    assert {type(record).__name__ for record in RECORDS} == set(KEYS)


def test_a_records_row_documents_its_key():
    for record in RECORDS:
        assert documented_key(record_keys.key(record)) == [type(record).__name__]


@pytest.mark.parametrize("key", OTHERS, ids=str)
def test_a_key_without_a_class_has_a_row_too(key):
    assert documented_key(key) == ["–"]


def test_the_map_in_the_keys_module_and_the_one_in_the_docs_have_the_same_rows():
    inside = re.findall(r"^([A-Z]+(?:#\S+(?: \S+)*)?) {2,}([A-Za-z<]\S*(?: \S+)*) {2,}", keys.__doc__, re.M)
    listed = {(pk.partition("#")[0], sk.partition("#")[0].partition("<")[0]) for pk, sk in inside if pk != "PK"}
    told = {(names(row[0])[0].partition("#")[0], names(row[1])[0].partition("#")[0].partition("<")[0])
            for row in rows(section(TABLE, "Records"))[1:]}  # fmt: skip
    assert told == listed


def test_every_attribute_of_an_item_is_documented():
    told = {name for row in rows(TABLE) for name in names(" ".join(row))}
    held = {name for record in RECORDS for name in codec.to_item(record)}
    counts = {name for name in held if name.startswith("n#")}
    assert held - counts - told == set()
    assert "n#<period>" in told


def test_every_index_is_documented_with_its_keys_and_projection():
    told = [[names(cell) for cell in row] for row in rows(section(TABLE, "Indexes")) if len(row) == 4 and names(row[1])]
    first = [row for row in told if row[1][0].endswith("_pk")]
    assert first == [[[one.name], [one.pk], [one.sk], list(one.includes)] for one in indexes.INDEXES]
