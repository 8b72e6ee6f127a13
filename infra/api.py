"""Define the HTTP API: a route per operation, token checks, and an access log without personal data.

Every operation but the public ones needs a token. Use plain CloudFormation resources: the CDK's integrations add one
permission per route, and a Lambda policy is limited to 20 KB.
"""

import json
from collections.abc import Mapping

from aws_cdk import Stack
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra import wiring
from infra.function import LambdaFunction, make_log
from infra.identity import CognitoUserPool
from infra.policy import acknowledge

ACCESS_LOG = {
    "requestId": "$context.requestId",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "latency": "$context.responseLatency",
}
"""Log the route key, never the path, the query or an address: those could identify a person."""

THROTTLES = {
    "/webhooks/": (1000, 2000),  # of all sources together; what one sends too fast is put off
    "/claim-links/": (20, 100),
    "/calendars/": (20, 100),
    "/forms/": (20, 100),
    "/health": (10, 50),
    "$default": (10, 50),
}
"""Limit the operations that need no token, each by itself: requests per second, and in a burst.

So a flood of them does not use up what members need to claim.
"""


class HttpApi(Construct):
    """Build the API, its only stage `$default`, and one Lambda permission for each function it calls."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        functions: Mapping[wiring.Function, LambdaFunction],
        identity: CognitoUserPool,
        log_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = gateway.CfnApi(self, "Api", name=name, protocol_type="HTTP")
        self.id = self.api.ref
        self._authorizer = self._make_authorizer(identity)
        routes = [
            route for wired, function in functions.items() if wired.http for route in self._connect(wired, function)
        ]
        self._make_stage(name, routes, log_days)

    @property
    def url(self) -> str:
        """Return the address at which AWS answers, without a trailing slash."""
        return self.api.attr_api_endpoint

    @property
    def host(self) -> str:
        """Return the same address without the protocol, as CloudFront expects it."""
        stack = Stack.of(self)
        return f"{self.id}.execute-api.{stack.region}.{stack.url_suffix}"

    def _make_authorizer(self, identity: CognitoUserPool) -> gateway.CfnAuthorizer:
        issuer = f"https://cognito-idp.{Stack.of(self).region}.amazonaws.com/{identity.pool.user_pool_id}"
        return gateway.CfnAuthorizer(
            self,
            "Token",
            api_id=self.id,
            name="token",
            authorizer_type="JWT",
            identity_source=["$request.header.Authorization"],
            jwt_configuration=gateway.CfnAuthorizer.JWTConfigurationProperty(
                issuer=issuer, audience=[identity.client.user_pool_client_id]
            ),
        )

    def _connect(self, wired: wiring.Function, function: LambdaFunction) -> list[gateway.CfnRoute]:
        """Connect the API to one function: an integration, a permission and the routes."""
        title, stack = wired.name.title(), Stack.of(self)
        integration = gateway.CfnIntegration(
            self,
            f"{title}Integration",
            api_id=self.id,
            integration_type="AWS_PROXY",
            integration_uri=function.live.function_arn,
            payload_format_version="2.0",
        )
        lambda_.CfnPermission(
            self,
            f"{title}Permission",
            action="lambda:InvokeFunction",
            function_name=function.live.function_arn,
            principal="apigateway.amazonaws.com",
            source_arn=stack.format_arn(service="execute-api", resource=self.id, resource_name="*/*"),
        )
        return [self._route(operation, integration) for operation in wired.http]

    def _route(self, operation: wiring.Http, integration: gateway.CfnIntegration) -> gateway.CfnRoute:
        route = gateway.CfnRoute(
            self,
            operation.key,
            api_id=self.id,
            route_key=operation.key,
            target=f"integrations/{integration.ref}",
            authorization_type="NONE" if operation.public else "JWT",
            authorizer_id=None if operation.public else self._authorizer.ref,
        )
        if operation.public:
            acknowledge(route, {"AwsSolutions-APIG4": _PUBLIC})
        return route

    def _make_stage(self, name: str, routes: list[gateway.CfnRoute], log_days: int) -> None:
        log = make_log(self, "AccessLog", name=f"/aws/vendedlogs/apis/{name}", days=log_days)
        stage = gateway.CfnStage(
            self,
            "Stage",
            api_id=self.id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=gateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=gateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=1000, throttling_burst_limit=2000
            ),
            route_settings={
                route.route_key: {"ThrottlingRateLimit": rate, "ThrottlingBurstLimit": burst}
                for route in routes
                for part, (rate, burst) in THROTTLES.items()
                if part in route.route_key
            },
        )
        for route in routes:  # AWS refuses settings of a route that does not exist yet
            stage.add_resource_dependency(route)


_PUBLIC = (
    "webhooks are signed by their source, claim links by us; forms are open on purpose, with limits of their own; an "
    "unknown path has nothing to protect, health returns only the release"
)
