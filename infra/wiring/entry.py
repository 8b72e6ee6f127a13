"""Wire the functions by which leads come in, and the one for paths that are no operation."""

from infra.grants import Grant, Resource, asks, called_by, contacts, deletes, files, issued, master, reads, writes
from infra.wiring.function import Function, Http, Trigger, signed_in
from shared.environment import entry as environment
from shared.store.partitions import PartitionKey

_LEADS_OF_PERSONS = (PartitionKey.CARDS, PartitionKey.LEADS)
_RECEIVED = (*_LEADS_OF_PERSONS, PartitionKey.WORKLOADS, PartitionKey.COUNTERS)

INGEST = Function(
    name="ingest",
    awaited=True,
    entry="functions.ingest.handler.handler",
    does="webhooks, open forms, leads by hand, starting imports: stores the lead before it answers; shows what came",
    variables=environment.IngestEnvironment,
    http=(
        Http("POST /webhooks/{source_id}", public=True),
        Http("GET /webhooks/{source_id}", public=True),
        *(Http(f"{method} /forms/{{source_id}}", public=True) for method in ("GET", "OPTIONS", "POST")),
        Http("GET /forms/{source_id}/embed.js", public=True),
        *signed_in("POST /leads", "POST /imports", "POST /imports/{import_id}/start"),
        *signed_in("GET /sources/{source_id}/deliveries/{delivery_id}", "GET /leads/{lead_id}/deliveries"),
        *signed_in("POST /sources/{source_id}/deliveries/{delivery_id}/read-again"),
        *signed_in("GET /sources/{source_id}/fields", "POST /sources/{source_id}/mapping/preview"),
        *signed_in("GET /to-read", "GET /to-read/count", "POST /to-read/{source_id}/{delivery_id}/lead"),
        *signed_in(
            "POST /to-read/{source_id}/{delivery_id}/dismiss", "POST /to-read/{source_id}/{delivery_id}/restore"
        ),
        *signed_in("GET /imports/{import_id}", "GET /imports/{import_id}/errors", "GET /imports/{import_id}/failed"),
    ),
    layers=("base", "contacts"),
    timeout_seconds=20,  # a read and a commit that get no answer, and then time to put the delivery off
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.ANSWERS, PartitionKey.IMPORTS),
            *_LEADS_OF_PERSONS,
            *(PartitionKey.ROTATIONS, PartitionKey.WORKLOADS, PartitionKey.DELIVERIES, PartitionKey.RAWS),
            why="the plan, and earlier leads of the same contact; whose turn it is, for a provider's test; whether a "
            "large delivery came before; deliveries as they were received, to show them",
        ),
        writes(
            *(PartitionKey.DELIVERIES, PartitionKey.RAWS, PartitionKey.ANSWERS, PartitionKey.IMPORTS),
            *(PartitionKey.AUDITS, *_RECEIVED, PartitionKey.RATES),
            why="the one transaction that stores a lead; counts a caller's requests, and leads entered by hand",
        ),
        deletes(PartitionKey.CARDS, why="an address that reading again finds to be nobody's leads to nobody any more"),
        Grant(Resource.DUE, ("dynamodb:Query",), "how many imports are under way, and which mails wait to be read"),
        Grant(Resource.ALL, ("dynamodb:Query",), "which deliveries of a source came last, to show their fields"),
        writes(PartitionKey.SEEN, why="records who saw a lead's contact in what was received"),
        master("derives each source's secret to check its signature"),
        contacts("finds people by the keyed hash of their addresses"),
        issued("GetSecretValue", why="checks the signature of providers that issue the secret themselves"),
        asks(Resource.FETCHES, "requests details that a delivery only refers to"),
        asks(Resource.IMPORTS, "requests the processing of an import's rows"),
        asks(Resource.WAITING, "requests the handling of a delivery that it puts off"),
        Grant(Resource.WAITING_FILES, ("s3:PutObject",), "keeps a delivery that it puts off"),
        Grant(
            Resource.KEPT_FILES, ("s3:PutObject", "s3:GetObject"), "keeps what is too large for the table, and shows it"
        ),
        files("PutObject", "GetObject", why="signs the upload address of a file; checks that it was uploaded"),
    ),
)

FETCH = Function(
    name="fetch",
    entry="functions.ingest.fetching.handler.handler",
    does="details that a delivery only refers to, from Meta's Graph API; makes a lead of each",
    variables=environment.FetchEnvironment,
    trigger=Trigger.FETCHES,
    layers=("base", "contacts"),
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.DELIVERIES, PartitionKey.RAWS, *_LEADS_OF_PERSONS),
            *(PartitionKey.ROTATIONS, PartitionKey.WORKLOADS),
            why="the delivery, the plan, earlier leads of the same contact; whose turn it is, for a provider's test",
        ),
        writes(
            *(PartitionKey.DELIVERIES, PartitionKey.RAWS, *_RECEIVED),
            why="the one transaction that stores a lead, or the time of the next attempt",
        ),
        master("derives the key of contacts where their own secret holds none yet"),
        contacts("finds people by the keyed hash of their addresses"),
        issued("GetSecretValue", why="the token for requests to Meta"),
        called_by(Resource.FETCHES),
        asks(Resource.FETCHES, "requests another attempt, a little later"),
        Grant(Resource.KEPT_FILES, ("s3:PutObject",), "keeps what is too large for the table"),
    ),
)

WAITING = Function(
    name="waiting",
    entry="functions.ingest.waiting.handler.handler",
    does="deliveries that were put off because their source sends too fast: makes leads of them",
    variables=environment.WaitingEnvironment,
    trigger=Trigger.WAITING,
    layers=("base", "contacts"),
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.DELIVERIES, *_LEADS_OF_PERSONS),
            *(PartitionKey.ROTATIONS, PartitionKey.WORKLOADS),
            why="the plan, and earlier leads of the same contact; whose turn it is, for a provider's test",
        ),
        writes(*(PartitionKey.DELIVERIES, PartitionKey.RAWS, *_RECEIVED), why="the one transaction that stores a lead"),
        master("derives the keys of the hashes under which deliveries are stored"),
        contacts("finds people by the keyed hash of their addresses"),
        issued("GetSecretValue", why="verifies deliveries that came for a source which the release then did not know"),
        asks(Resource.FETCHES, "requests details that a delivery only refers to"),
        Grant(Resource.WAITING_FILES, ("s3:GetObject", "s3:DeleteObject"), "reads and then deletes the delivery"),
        Grant(Resource.KEPT_FILES, ("s3:PutObject",), "keeps what is too large for the table"),
        called_by(Resource.WAITING),
    ),
)

MAILBOX = Function(
    name="mailbox",
    entry="functions.ingest.mailbox.handler.handler",
    does="mails that were sent to the addresses of sources: makes leads of them",
    variables=environment.MailboxEnvironment,
    trigger=Trigger.INBOX,
    layers=("base", "contacts"),
    memory=1024,  # a mail of 40 MB, read whole
    timeout_seconds=60,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.DELIVERIES, *_LEADS_OF_PERSONS),
            why="the plan, earlier leads of the same contact, and whether a large mail came before",
        ),
        writes(*(PartitionKey.DELIVERIES, PartitionKey.RAWS, *_RECEIVED), why="the one transaction that stores a lead"),
        master("derives the sources' addresses, and the keys of the hashes under which deliveries are stored"),
        contacts("finds people by the keyed hash of their addresses"),
        Grant(Resource.INBOX_FILES, ("s3:GetObject", "s3:DeleteObject"), "reads and then deletes the mail"),
        Grant(Resource.KEPT_FILES, ("s3:PutObject",), "keeps what is too large for the table"),
        called_by(Resource.INBOX),
    ),
)

IMPORT = Function(
    name="import",
    entry="functions.ingest.imports.handler.handler",
    does="leads from a file: some rows at a time, each row once",
    variables=environment.ImportEnvironment,
    trigger=Trigger.IMPORTS,
    layers=("base", "contacts"),
    memory=1024,  # a file of 20 MB, read whole
    timeout_seconds=120,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.IMPORTS, *_LEADS_OF_PERSONS),
            why="the import, the plan, and earlier leads of the same contacts",
        ),
        writes(
            *(PartitionKey.IMPORTS, PartitionKey.AUDITS, *_RECEIVED),
            why="the one transaction that stores rows' leads, and the import's progress",
        ),
        master("derives the key of contacts where their own secret holds none yet"),
        contacts("finds people by the keyed hash of their addresses"),
        files("GetObject", why="the file"),
        called_by(Resource.IMPORTS),
        asks(Resource.IMPORTS, "requests its own continuation when its time is over"),
    ),
)

PROBE = Function(
    name="probe",
    entry="functions.probe.handler.handler",
    does="sends a lead of nobody's the whole way, by webhook, offer and claim link, and measures how long it takes",
    variables=environment.ProbeEnvironment,
    trigger=Trigger.PROBE,
    timeout_seconds=60,
    grants=(
        reads(PartitionKey.LEADS, PartitionKey.DELIVERIES, why="whether its lead is offered; what it left"),
        deletes(PartitionKey.LEADS, PartitionKey.DELIVERIES, why="forgets its lead, and what its source delivered"),
        master("signs as its own source, and makes the link by which its machine member claims"),
    ),
)

LOST = Function(
    name="lost",
    entry="functions.lost.handler.handler",
    does="answers unknown paths with 404, or 405 with Allow; and GET /health",
    variables=environment.LostEnvironment,
    http=(Http("$default", public=True), Http("GET /health", public=True)),
    memory=256,
    timeout_seconds=5,
)
