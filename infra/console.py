"""Define the one address: CloudFront in front of the API and of the console's files, which only CloudFront may read."""

from collections.abc import Iterable

from aws_cdk import Duration, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra import pages
from infra.bucket import make_private_bucket
from infra.pages import EDGE
from infra.policy import acknowledge


class Console(Construct):
    """Build a bucket for the built console, and the distribution in front of it and of the API.

    The stack only creates the bucket; `make deploy` uploads the files.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        api_host: str,
        asked: Iterable[str],
        shown: Iterable[str],
        domain: str | None,
        certificate_arn: str | None,
        web_acl_arn: str | None,
    ) -> None:
        """Create the bucket and the distribution.

        Args:
            scope: the stack.
            construct_id: unique within the stack.
            name: the stack's name.
            api_host: where the API answers.
            asked: other origins that the console's pages send requests to.
            shown: other origins that they show images of.
            domain: the team's own domain name; without one, people open CloudFront's.
            certificate_arn: for `domain`, in us-east-1, where CloudFront looks for certificates.
            web_acl_arn: of the rules of AWS WAF that each request passes first.
        """
        super().__init__(scope, construct_id)
        self._name = f"{name}-{Stack.of(self).region}"  # names at CloudFront are unique per account, not per region
        self._bucket = self._make_bucket()
        own = certificate_arn and acm.Certificate.from_certificate_arn(self, "Certificate", certificate_arn)
        self._distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=name,
            default_behavior=self._pages(asked, shown),
            additional_behaviors={"/api/*": self._api(api_host)},
            domain_names=[domain] if domain else None,
            certificate=own or None,
            web_acl_id=web_acl_arn,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
        )
        self.url = f"https://{domain or self._distribution.distribution_domain_name}"
        acknowledge(self._distribution, _ACKNOWLEDGED)

    @property
    def bucket_name(self) -> str:
        """Return the bucket that the built console is uploaded to."""
        return self._bucket.bucket_name

    def _make_bucket(self) -> s3.IBucket:
        """Create a bucket that is deleted with the stack: its content can be built again at any time."""
        return make_private_bucket(
            self,
            "Files",
            keeps_data=False,
            unlogged="only CloudFront reads it, and everybody may see its files",
        )

    def _pages(self, asked: Iterable[str], shown: Iterable[str]) -> cloudfront.BehaviorOptions:
        """Serve the files and the app's paths. Each file's own headers say how long it is cached."""
        access = cloudfront.S3OriginAccessControl(self, "Access", origin_access_control_name=self._name)
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self._bucket, origin_access_control=access),
            allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            response_headers_policy=self._page_headers(asked, shown),
            function_associations=[self._first("pages")],
        )

    def _api(self, host: str) -> cloudfront.BehaviorOptions:
        """Serve the API, uncached. Refuse plain HTTP instead of redirecting: whatever it carried is already exposed."""
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(host, protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY),
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            response_headers_policy=self._api_headers(),
            function_associations=[self._first("api")],
        )

    def _first(self, what: str) -> cloudfront.FunctionAssociation:
        """Run infra/edge/<what>.js on each request, before CloudFront looks for an answer."""
        function = cloudfront.Function(
            self,
            what.title(),
            function_name=f"{self._name}-{what}",
            comment=f"infra/edge/{what}.js",
            code=cloudfront.FunctionCode.from_file(file_path=str(EDGE / f"{what}.js")),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        return cloudfront.FunctionAssociation(function=function, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST)

    def _page_headers(self, asked: Iterable[str], shown: Iterable[str]) -> cloudfront.ResponseHeadersPolicy:
        return cloudfront.ResponseHeadersPolicy(
            self,
            "PageHeaders",
            response_headers_policy_name=f"{self._name}-pages",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=pages.content_security_policy(asked, shown), override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy(pages.REFERRER.upper().replace("-", "_")),
                    override=True,
                ),
                strict_transport_security=_TLS_ONLY,
                content_type_options=_NO_SNIFFING,
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header="Permissions-Policy", value=pages.PERMISSIONS, override=True)
                ]
            ),
        )

    def _api_headers(self) -> cloudfront.ResponseHeadersPolicy:
        """Set headers of every answer. The API's own pages bring their own content security policy."""
        return cloudfront.ResponseHeadersPolicy(
            self,
            "ApiHeaders",
            response_headers_policy_name=f"{self._name}-api",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                strict_transport_security=_TLS_ONLY, content_type_options=_NO_SNIFFING
            ),
        )


_TLS_ONLY = cloudfront.ResponseHeadersStrictTransportSecurity(
    access_control_max_age=Duration.days(pages.TLS_ONLY_DAYS), override=True
)
_NO_SNIFFING = cloudfront.ResponseHeadersContentTypeOptions(override=True)
_ACKNOWLEDGED = {
    "AwsSolutions-CFR1": "members of a team may be anywhere",
    "AwsSolutions-CFR2": "a tenant may name a web ACL; the API throttles, webhooks are signed, all else needs a token",
    "AwsSolutions-CFR3": "its logs would hold claim links and members' addresses; the API's log holds neither",
    "AwsSolutions-CFR4": "CloudFront's own name comes with its own protocols; a team's own name asks for TLS 1.2",
}
