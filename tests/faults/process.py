"""Build every function as its handler does, over AWS in memory: one `Process` is one cold start of each."""

from functions.activate import build as activate
from functions.claim import build as claim
from functions.deliver.mails import build as mail
from functions.deliver.pushes import build as push
from functions.deliver.webhooks import build as deliver
from functions.expire import build as expire
from functions.expire.sweeping import build as sweep
from functions.expire.sweeping.dead_letters import DeadLetters
from functions.ingest import build as ingest
from functions.ingest.fetching import build as fetch
from functions.ingest.imports import build as imports
from functions.ingest.mailbox import build as mailbox
from functions.ingest.waiting import build as waiting
from functions.ingest.webhooks.throttle import Throttle
from functions.live import build as live
from functions.lost import build as lost
from functions.notify import build as notify
from functions.plan import build as plan
from functions.plan.bootstrapping import build as bootstrap
from functions.probe import build as probe
from functions.route import build as route
from functions.supervise import build as supervise
from shared.blocked import BlockedStore
from shared.clocks import Clocks
from shared.doors import Doors
from shared.identity import UserPool
from shared.ledger import Ledger
from shared.live import LiveSockets
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.schedules import Schedules
from shared.secrets import MasterSecret, SourceSecrets
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import memory
from tests.faults import cloud as cloud_in_memory
from tests.functions.scheduling import ROLE, TARGET
from tests.tables import StagedTable


class Process:
    """Run functions, each built anew from doors of its own.

    Args:
        cloud: AWS in memory.
        now: returns the present instant.
        dynamodb: wraps the client of DynamoDB, if given.
        left: how many milliseconds each call has left.
    """

    def __init__(self, cloud, now, dynamodb=lambda client: client, left=1_000_000):
        self._cloud, self._now, self._dynamodb, self._built = cloud, now, dynamodb, {}
        self._context = Context(left)

    def call(self, name, event):
        """Call a function by its name in the wiring; return what it returns."""
        if name not in self._built:
            self._built[name] = BUILD[name](_Known(self._cloud, self._now, self._dynamodb))
        return self._built[name](event, self._context)


class Context:
    """Stand for Lambda's context."""

    def __init__(self, left):
        self._left = left

    def get_remaining_time_in_millis(self):
        return self._left


class _Known:
    """Make doors."""

    def __init__(self, cloud, now, dynamodb):
        self.cloud = cloud
        self.table = StagedTable(dynamodb(memory.client("dynamodb")))
        self.every = {"table": self.table, "now": now, "chance": lambda: 0.5}
        self.secret = MasterSecret(memory.client("secretsmanager"), "master")
        self.secrets = SourceSecrets(self.secret, memory.client("secretsmanager"), "relevo/sources")
        self.schedules = Schedules(memory.client("scheduler"), cloud_in_memory.GROUP, TARGET, ROLE)
        self.uploads = Uploads(lambda: memory.client("s3"), cloud_in_memory.UPLOADS)
        self.ledger = Ledger(lambda: memory.client("s3"), cloud_in_memory.LEDGER)
        self.pool = UserPool(cloud.pool, "pool")
        self.queues = {name: Queue(lambda: memory.client("sqs"), url) for name, url in cloud.queues.items()}
        files = Uploads(lambda: memory.client("s3"), cloud_in_memory.WAITING)
        self.mails = files
        self.photos = Photos(lambda: memory.client("s3"), "relevo-photos")
        self.raws = RawFiles(files)
        self.waiting = WaitingDeliveries(files, self.queues.pop("waiting"))

    def pick(self, *names):
        """Return these queues, by name."""
        return {name: self.queues[name] for name in names}


def _activate(known):
    return activate.build(activate.ActivateDoors(**known.every, schedules=known.schedules))


def _claim(known):
    return claim.build(claim.ClaimDoors(**known.every, secret=known.secret)).handler


def _deliver(known):
    return deliver.build(deliver.DeliverDoors(
        **known.every, **known.pick("outgoing", "mails", "pushes"), secret=known.secret, post=known.cloud.post
    ))  # fmt: skip


def _mail(known):
    return mail.build(mail.MailDoors(
        **known.every, **known.pick("mails"), secret=known.secret, mailer=lambda: memory.client("sesv2"),
        sender=cloud_in_memory.SENDER, public_url="https://relevo.example.com/api",
    ))  # fmt: skip


def _push(known):
    return push.build(push.PushDoors(
        **known.every, **known.pick("pushes"), secret=known.secret, post=known.cloud.post,
        contact="mailto:relevo@example.com",
    ))  # fmt: skip


def _expire(known):
    return expire.build(Doors(**known.every))


def _sweep(known):
    return sweep.build(sweep.SweepDoors(
        **known.every, schedules=known.schedules, secret=known.secret, uploads=known.uploads, photos=known.photos,
        ledger=known.ledger,
        blocked=BlockedStore(lambda: memory.client("s3"), cloud_in_memory.BLOCKED),
        **known.pick("fetches", "imports", "outgoing"), waiting=known.waiting, raws=known.raws,
        dead_letters=DeadLetters(lambda: memory.client("sqs"), {}),
    ))  # fmt: skip


def _ingest(known):
    return ingest.build(ingest.IngestDoors(
        **known.every, secret=known.secret, secrets=known.secrets, fetches=known.queues["fetches"],
        imports=known.queues["imports"], uploads=known.uploads, waiting=known.waiting, raws=known.raws,
        throttle=Throttle(burst=0, per_second=0.001) if known.cloud.flooded else Throttle(),
    )).handler  # fmt: skip


def _fetch(known):
    return fetch.build(fetch.FetchDoors(
        **known.every, secret=known.secret, secrets=known.secrets, graph=known.cloud.graph,
        queue=known.queues["fetches"], raws=known.raws,
    ))  # fmt: skip


def _import(known):
    return imports.build(imports.ImportDoors(
        **known.every, secret=known.secret, uploads=known.uploads, queue=known.queues["imports"], rows=2,
    ))  # fmt: skip


def _live(known):
    return live.build(Doors(**known.every))


def _probe(known):
    return probe.build(probe.ProbeDoors(
        **known.every, secret=known.secret, post=known.cloud.public_api, pause=lambda _seconds: None
    ))  # fmt: skip


def _lost(known):
    return lost.build(lost.LostDoors(now=known.every["now"], release="test")).handler


def _notify(known):
    sockets = LiveSockets(lambda: memory.client("apigatewaymanagementapi"))
    return notify.build(notify.NotifyDoors(**known.every, **known.pick("outgoing", "mails", "pushes"), live=sockets))


def _plan(known):
    return plan.build(plan.PlanDoors(
        **known.every, secret=known.secret, secrets=known.secrets, identity=known.pool, schedules=known.schedules,
        outgoing=known.queues["outgoing"],
    )).handler  # fmt: skip


def _bootstrap(known):
    return bootstrap.build(bootstrap.BootstrapDoors(**known.every, identity=known.pool))


def _route(known):
    return route.build(route.RouteDoors(
        **known.every, clocks=Clocks(memory.client("stepfunctions"), known.cloud.clock_arn)
    ))  # fmt: skip


def _supervise(known):
    return supervise.build(supervise.SuperviseDoors(
        **known.every, secret=known.secret, pushes=known.queues["pushes"], photos=known.photos, raws=known.raws
    )).handler  # fmt: skip


def _mailbox(known):
    return mailbox.build(mailbox.MailboxDoors(
        **known.every, secret=known.secret, mails=known.mails, raws=known.raws,
    ))  # fmt: skip


def _waiting(known):
    return waiting.build(waiting.WaitingDoors(
        **known.every, secret=known.secret, secrets=known.secrets, fetches=known.queues["fetches"],
        waiting=known.waiting, raws=known.raws,
    ))  # fmt: skip


BUILD = {
    "activate": _activate, "bootstrap": _bootstrap, "claim": _claim, "deliver": _deliver, "expire": _expire,
    "fetch": _fetch, "import": _import, "ingest": _ingest, "live": _live, "lost": _lost, "mail": _mail,
    "mailbox": _mailbox, "push": _push, "probe": _probe,
    "notify": _notify, "plan": _plan,
    "route": _route, "supervise": _supervise, "sweep": _sweep, "waiting": _waiting,
}  # fmt: skip
