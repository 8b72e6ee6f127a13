"""Define the WebSocket API over which members' consoles are told that something moved.

Consoles send only a sign of life, which the API answers itself: no function is called. So what strangers send costs as
little as possible, and reaches nothing.
"""

import json

from aws_cdk import Stack
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra import wiring
from infra.function import LambdaFunction, make_log
from infra.policy import acknowledge
from infra.wiring.limits import LIVE_STAGE, LIVE_THROTTLES

ACCESS_LOG = {
    "requestId": "$context.requestId",
    "routeKey": "$context.routeKey",
    "eventType": "$context.eventType",
    "status": "$context.status",
}
"""Log no address and no query: the query holds a ticket."""


class LiveApi(Construct):
    """Build the WebSocket API, first without routes: the functions that send over it need its address.

    `connect` adds its routes.
    """

    def __init__(self, scope: Construct, construct_id: str, *, name: str, log_days: int) -> None:
        super().__init__(scope, construct_id)
        self._name, self._log_days = name, log_days
        self._api = gateway.CfnApi(
            self,
            "Api",
            name=f"{name}-live",
            protocol_type="WEBSOCKET",
            route_selection_expression="$request.body.kind",
        )

    @property
    def host(self) -> str:
        """Return the host at which AWS answers."""
        stack = Stack.of(self)
        return f"{self._api.ref}.execute-api.{stack.region}.{stack.url_suffix}"

    @property
    def url(self) -> str:
        """Return where consoles open connections."""
        return f"wss://{self.host}/{LIVE_STAGE}"

    @property
    def sending_url(self) -> str:
        """Return where functions send over connections."""
        return f"https://{self.host}/{LIVE_STAGE}"

    def arn_for(self, method: str) -> str:
        """Return the ARN of a method on every connection: POST sends, DELETE closes."""
        resource = f"{self._api.ref}/{LIVE_STAGE}/{method}/@connections"
        return Stack.of(self).format_arn(service="execute-api", resource=resource, resource_name="*")

    def connect(self, wired: wiring.Function, function: LambdaFunction) -> None:
        """Let the routes of the wiring call their function, and the API answer all others itself."""
        stack = Stack.of(self)
        arn = f"arn:{stack.partition}:apigateway:{stack.region}:lambda:path/2015-03-31/functions"
        calling = gateway.CfnIntegration(
            self,
            "Integration",
            api_id=self._api.ref,
            integration_type="AWS_PROXY",
            integration_uri=f"{arn}/{function.live.function_arn}/invocations",
        )
        answering = gateway.CfnIntegration(
            self,
            "Silence",
            api_id=self._api.ref,
            integration_type="MOCK",
            request_templates={"200": json.dumps({"statusCode": 200})},
            template_selection_expression="200",
        )
        lambda_.CfnPermission(
            self,
            "Permission",
            action="lambda:InvokeFunction",
            function_name=function.live.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=stack.format_arn(service="execute-api", resource=self._api.ref, resource_name="*/*"),
        )
        routes = [self._route(key, calling) for key in wired.socket]
        self._make_stage([*routes, self._route("$default", answering)])

    def _route(self, key: str, integration: gateway.CfnIntegration) -> gateway.CfnRoute:
        route = gateway.CfnRoute(
            self,
            key.removeprefix("$").title(),
            api_id=self._api.ref,
            route_key=key,
            target=f"integrations/{integration.ref}",
            authorization_type="NONE",
        )
        acknowledge(route, {"AwsSolutions-APIG4": _TICKETS})
        return route

    def _make_stage(self, routes: list[gateway.CfnRoute]) -> None:
        log = make_log(self, "AccessLog", name=f"/aws/vendedlogs/apis/{self._name}-live", days=self._log_days)
        rate, burst = LIVE_THROTTLES["$default"]
        stage = gateway.CfnStage(
            self,
            "Stage",
            api_id=self._api.ref,
            stage_name=LIVE_STAGE,
            auto_deploy=True,
            access_log_settings=gateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=gateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=rate, throttling_burst_limit=burst
            ),
            route_settings={
                key: {"ThrottlingRateLimit": rate, "ThrottlingBurstLimit": burst}
                for key, (rate, burst) in LIVE_THROTTLES.items()
            },
        )
        for route in routes:  # AWS refuses settings of a route that does not exist yet
            stage.add_resource_dependency(route)


_TICKETS = (
    "browsers send no token with a WebSocket: the function behind $connect takes a ticket, the others only follow on it"
)
