"""Build the stack of one tenant from the wiring."""

import json
from collections.abc import Mapping

from aws_cdk import ArnFormat, CfnOutput, Environment, IStackSynthesizer, Stack, Tags
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra import triggers, wiring
from infra.alarms import Watched, watch
from infra.api import HttpApi
from infra.assets import Assets
from infra.clock import ClockStateMachine
from infra.console import Console
from infra.function import MACHINES, RUNTIME, LambdaFunction, staged_code
from infra.grants import Resource
from infra.identity import CognitoUserPool, MailSender
from infra.inbound import receive_mail
from infra.lifecycle.parts import PARTS
from infra.live import LiveApi
from infra.mail import configuration_sets, identity, make_configuration_set, make_mail_events
from infra.queues import WorkQueue, make_dead_letters
from infra.schedules import ScheduleGroup
from infra.stores import Stores, hosts
from infra.tags import PART, tags_of
from infra.tenant_file import TenantFile
from infra.watch import Monitoring
from infra.wiring.function import ALIAS

TELL_THE_ADDRESS = (wiring.MAIL, wiring.PUSH, wiring.PROBE)
"""Name the functions that tell others where the API is, or call it there."""


class Tenant(Stack):
    """Build everything a team needs, from its table to its alarms."""

    def __init__(
        self,
        scope: Construct,
        file: TenantFile,
        *,
        assets: Assets,
        known: Mapping[str, str],
        commit: str,
        console: bool,
        synthesizer: IStackSynthesizer | None = None,
    ) -> None:
        """Create the stack.

        Args:
            scope: the app.
            file: the tenant's file.
            assets: the builder of functions and layers.
            known: environment variables of functions that the stack cannot know.
            commit: what is checked out.
            console: whether CloudFront serves the one address; on one machine a proxy does.
            synthesizer: the CDK's default if None.
        """
        super().__init__(
            scope,
            file.stack_name,
            description=f"Relevo: {file.team.name}",
            env=Environment(account=file.account, region=file.region),
            termination_protection=file.keeps_data,
            synthesizer=synthesizer,
        )
        for name, value in tags_of(file.name, known["RELEASE"]).items():
            Tags.of(self).add(name, value)
        self._file, self._assets, self._commit = file, assets, commit
        self._layers: dict[str, lambda_.LayerVersion] = {}
        self._functions: dict[wiring.Function, LambdaFunction] = {}

        self._stores = Stores(self, file)
        self._dead_letters = make_dead_letters(self, "StreamDeadLetters")
        self._news_dead_letters = make_dead_letters(self, "NewsDeadLetters")
        self._queues = {wired: WorkQueue(self, wired) for wired in wiring.QUEUES}
        self._given_up = {
            "stream": self._dead_letters,
            "news": self._news_dead_letters,
            **{wired.alarm: queue.dead_letters for wired, queue in self._queues.items()},
        }
        self._identity = CognitoUserPool(
            self,
            "Identity",
            name=file.stack_name,
            language=file.language,
            keeps_data=file.keeps_data,
            second_factor=file.mfa != "off",
            existing=file.adopt.user_pool,
        )
        self._mark_parts()
        self._live = LiveApi(self, "LiveApi", name=file.stack_name, log_days=file.retention.log_days)
        activate = f"{file.stack_name}-{wiring.ACTIVATE.name}:{ALIAS}"
        self._schedules = ScheduleGroup(self, "Schedules", name=file.stack_name, target=activate)
        self._mail_topic, self._mail_set = self._hear_of_mails(at_ses=console)
        self._environment = {**self._known_environment(), **known}
        self._places = self._known_places()

        self._clock = self._add_clock(self._add(wiring.EXPIRE))
        for wired in wiring.FUNCTIONS:
            if wired not in self._functions and wired not in TELL_THE_ADDRESS:
                self._add(wired)
        self._live.connect(wiring.LIVE, self._functions[wiring.LIVE])
        self._listen()
        triggers.every_minute(self, self._functions[wiring.SWEEP])
        self._api = HttpApi(
            self,
            "Api",
            name=file.stack_name,
            functions=self._functions,
            identity=self._identity,
            log_days=file.retention.log_days,
        )
        self._console = self._make_console() if console else None
        self._add_senders()
        for of, queue in self._queues.items():
            queue.call(self._functions[of.function])
        self._inbound = self._receive_mail() if file.inbound_domain else {}
        self._watch()
        self._tell()

    def _mark_parts(self) -> None:
        """Tag what can outlive the stack, so that `make adopt` finds it."""
        for part in PARTS:
            if made := self.node.try_find_child(part.logical):
                Tags.of(made).add(PART, part.field)

    def _listen(self) -> None:
        """Map the stream to its two functions. Never add a third: more than two readers slow each other down."""
        for wired, dead_letters, only in (
            (wiring.ROUTE, self._dead_letters, triggers.WORK_FOR_ROUTE),
            (wiring.NOTIFY, self._news_dead_letters, triggers.NEWS),
        ):
            name = f"StreamTo{wired.name.title()}"
            triggers.listen(self, name, self._functions[wired], self._stores.table, dead_letters, only)

    def _known_environment(self) -> dict[str, str]:
        """Return every environment variable that some function asks for, except those that are set later."""
        return {
            **self._stores.environment(),
            "PACKS_LEADS": str(self._file.pack_leads),
            "USER_POOL_ID": self._identity.pool.user_pool_id,
            "SCHEDULE_GROUP": self._schedules.group,
            "SCHEDULE_TARGET_ARN": self._schedules.target_arn,
            "SCHEDULE_ROLE_ARN": self._schedules.role_arn,
            **{wired.variable: queue.url for wired, queue in self._queues.items()},
            "MAIL_FROM": self._file.mail_from or "",
            "MAIL_REGION": self._file.mail_region or "",
            "MAIL_SET": self._mail_set,
            "SECURITY_ADDRESS": self._file.security_address or "",
            "LIVE_URL": self._live.sending_url,
            "INBOUND_DOMAIN": self._file.inbound_domain or "",
            "DEAD_LETTERS": json.dumps({name: queue.queue_url for name, queue in self._given_up.items()}),
        }

    def _known_places(self) -> dict[Resource, list[str]]:
        """Return the ARNs of the wiring's resources, except those that are created later."""
        region = self._file.mail_region
        return {
            **self._stores.places(),
            Resource.STREAM_DEAD_LETTERS: [self._dead_letters.queue_arn],
            Resource.NEWS_DEAD_LETTERS: [self._news_dead_letters.queue_arn],
            Resource.DEAD_LETTERS: [queue.queue_arn for queue in self._given_up.values()],
            Resource.SCHEDULES: [self._schedules.schedules_arn],
            Resource.SCHEDULE_ROLE: [self._schedules.role_arn],
            **{wired.resource: [queue.arn] for wired, queue in self._queues.items()},
            Resource.IDENTITIES: [identity(self, "*", region)] if self._file.mail_from else [],
            Resource.CONFIGURATION_SETS: [configuration_sets(self, region)] if self._file.mail_from else [],
            Resource.LIVE_MESSAGES: [self._live.arn_for("POST")],
            Resource.LIVE_ENDS: [self._live.arn_for("DELETE")],
            Resource.USER_POOL: [self._identity.pool.user_pool_arn],
        }

    def _add(self, wired: wiring.Function) -> LambdaFunction:
        function = self._functions[wired] = LambdaFunction(
            self,
            wired,
            code=self._assets.function(wired.folder),
            layers=[self._layer(name) for name in wired.layers],
            architecture=self._assets.architecture,
            environment={**self._environment, "POWERTOOLS_SERVICE_NAME": wired.name},
            places=self._places,
            log_days=self._file.retention.log_days,
            reserves=self._file.reserve_concurrency,
            snap_start=self._file.snap_start,
        )
        return function

    def _layer(self, name: str) -> lambda_.LayerVersion:
        if name not in self._layers:
            self._layers[name] = lambda_.LayerVersion(
                self,
                f"{name.title()}Layer",
                layer_version_name=f"{self._file.stack_name}-{name}",
                description=f"requirements/{name}.lock",
                code=staged_code(self._assets.layer(name)),
                compatible_runtimes=[RUNTIME],
                compatible_architectures=[MACHINES[self._assets.architecture]],
            )
        return self._layers[name]

    def _add_clock(self, expire: LambdaFunction) -> ClockStateMachine:
        """Create the Clock after expire, which it calls, and before the functions that start clocks."""
        clock = ClockStateMachine(self, "Clock", name=f"{self._file.stack_name}-clock", expire=expire.live)
        runs = self.format_arn(
            service="states",
            resource="execution",
            resource_name=f"{clock.name}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._environment["CLOCK_ARN"] = clock.arn
        self._places |= {Resource.CLOCK: [clock.arn], Resource.CLOCK_RUNS: [runs]}
        return clock

    def _make_console(self) -> Console:
        """Create the console. Its pages call the API, sign in at Cognito, upload, show photos, open live sockets."""
        return Console(
            self,
            "Console",
            name=self._file.stack_name,
            api_host=self._api.host,
            asked=[
                f"https://cognito-idp.{self.region}.amazonaws.com",
                *hosts(self._stores.imports),
                *hosts(self._stores.photos),
                f"wss://{self._live.host}",
            ],
            shown=hosts(self._stores.photos),
            domain=self._file.domain,
            certificate_arn=self._file.certificate_arn,
            web_acl_arn=self._file.web_acl_arn,
        )

    def _add_senders(self) -> None:
        """Create these functions after the API: they tell its address, and the API does not call them."""
        here = f"{self._console.url}/api" if self._console else self._api.url
        self._environment.setdefault("PUBLIC_URL", self._file.public_url or here)
        self._write_emails(self._environment["PUBLIC_URL"])
        for wired in TELL_THE_ADDRESS:
            self._add(wired)
        if self._file.probe_minutes:
            triggers.every(self, self._file.probe_minutes, self._functions[wiring.PROBE])

    def _write_emails(self, public_url: str) -> None:
        """Have the user pool's mails lead to the console, and come from the team."""
        beside = public_url.removesuffix("/api")
        console = beside if beside != public_url else self._console.url if self._console else None
        address, verified = self._file.mail_from, self._file.mail_verified
        arn = identity(self, verified, self._file.mail_region) if verified else ""
        sender = MailSender(address, arn, self._mail_set) if address and verified else None
        self._identity.write_emails(self._file.team.name, console, sender)

    def _hear_of_mails(self, *, at_ses: bool) -> tuple[sns.Topic | None, str]:
        """Let SES tell of mails that came back; return the topic and the name of the set that mails go through.

        A stack makes such a set in its own region only, so there is neither where mails go through another. On one
        machine SES tells nothing (`at_ses`), so there is no set: tests publish to the topic themselves.
        """
        if not self._file.mail_from or self._file.mail_region not in (None, self._file.region):
            return None, ""
        topic = make_mail_events(self)
        (queue,) = (queue for of, queue in self._queues.items() if of.resource is Resource.MAIL_EVENTS)
        queue.hear(topic)
        return topic, make_configuration_set(self, topic) if at_ses else ""

    def _receive_mail(self) -> dict[str, str]:
        """Let SES store mails and tell of them; return what the step that adds its rule must know."""
        (queue,) = (queue for of, queue in self._queues.items() if of.resource is Resource.INBOX)
        topic = receive_mail(self, self._stores.waiting, rule=self._file.stack_name)
        queue.hear(topic)
        return {"InboundBucket": self._stores.waiting.bucket_name, "InboundTopic": topic.topic_arn}

    def _watch(self) -> None:
        watched = Watched(self._functions, self._api.id, self._clock.arn)
        watch(Monitoring(self, "Watch", file=self._file), watched, dashboard=self._file.dashboard)

    def _tell(self) -> None:
        """Output what deployment, local start-up and people need to know."""
        outputs = {
            "ApiId": self._api.id,
            "ApiUrl": self._api.url,
            "LiveUrl": self._live.url,
            "TableName": self._stores.table.table_name,
            "UserPoolId": self._identity.pool.user_pool_id,
            "UserPoolClientId": self._identity.client.user_pool_client_id,
            "ClockArn": self._clock.arn,
            "MasterSecretArn": self._stores.master_secret,
            "ContactSecretArn": self._stores.contact_secret,
            "BootstrapFunction": self._functions[wiring.BOOTSTRAP].live.function_arn,
            "SweepFunction": self._functions[wiring.SWEEP].live.function_arn,
            "RouteFunction": self._functions[wiring.ROUTE].live.function_arn,
            "StreamDlqUrl": self._dead_letters.queue_url,
            "Commit": self._commit,
            **self._inbound,
            **({"MailEventsTopic": self._mail_topic.topic_arn} if self._mail_topic else {}),
        }
        if self._console:
            outputs |= {
                "ConsoleUrl": self._console.url,
                "ConsoleBucket": self._console.bucket_name,
            }
        for name, value in outputs.items():
            CfnOutput(self, name, value=value)
