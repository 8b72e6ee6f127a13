"""Does the one address serve console and API, cache only the console, and keep its files private?"""

import json

import pytest

from infra import pages
from infra.pages import EDGE

MANAGED = {
    "caching_disabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "all_viewer_except_host": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
}
"""Name AWS's own policies."""


def distribution(stack):
    return stack.only("CloudFront::Distribution")["DistributionConfig"]


def api(stack):
    (behavior,) = distribution(stack)["CacheBehaviors"]
    return behavior


def origin(stack, behavior):
    (found,) = (one for one in distribution(stack)["Origins"] if one["Id"] == behavior["TargetOriginId"])
    return found


def code(stack, behavior):
    """Return the function that runs on each request."""
    (association,) = behavior["FunctionAssociations"]
    assert association["EventType"] == "viewer-request"
    name, _ = association["FunctionARN"]["Fn::GetAtt"]
    return stack.of_type("CloudFront::Function")[name]["Properties"]["FunctionCode"]


def headers(stack, behavior):
    name = behavior["ResponseHeadersPolicyId"]["Ref"]
    found = stack.of_type("CloudFront::ResponseHeadersPolicy")[name]
    return found["Properties"]["ResponseHeadersPolicyConfig"]


def policy(stack):
    """Return the content security policy: directive → sources. References to AWS resources appear by name."""
    told = headers(stack, distribution(stack)["DefaultCacheBehavior"])["SecurityHeadersConfig"]
    parts = told["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Join"][1]
    whole = "".join(part if isinstance(part, str) else _name(part) for part in parts)
    return {name: where for name, *where in (one.split() for one in whole.split(";"))}


def _name(reference):
    ((kind, of),) = reference.items()
    return f"<{of}>" if kind == "Ref" else f"<{'.'.join(of)}>"


def test_the_consoles_bucket_is_private_encrypted_and_no_website(demo):
    bucket = demo.named("S3::Bucket", "ConsoleFiles")["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    [encryption] = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert "WebsiteConfiguration" not in bucket


def test_only_this_distribution_reads_the_files_and_only_by_tls(demo):
    document = demo.named("S3::BucketPolicy", "ConsoleFiles")["Properties"]["PolicyDocument"]
    deny, allow = sorted(document["Statement"], key=lambda one: one["Effect"], reverse=True)
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert (allow["Action"], allow["Principal"]) == ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    (reader,) = demo.of_type("CloudFront::Distribution")
    assert {"Ref": reader} in allow["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Join"][1]


def test_cloudfront_signs_its_reads(demo):
    found = origin(demo, distribution(demo)["DefaultCacheBehavior"])
    access = demo.only("CloudFront::OriginAccessControl")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    assert found["OriginAccessControlId"]["Fn::GetAtt"][0].startswith("ConsoleAccess")
    assert found["S3OriginConfig"] == {"OriginAccessIdentity": ""}


def test_errors_of_the_api_pass_unchanged(demo):
    """A custom error response would replace a 404 of the API by the console's first page."""
    assert "CustomErrorResponses" not in distribution(demo)


def test_the_api_is_served_completely_and_never_cached(demo):
    behavior = api(demo)
    assert behavior["PathPattern"] == "/api/*"
    assert set(behavior["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    assert behavior["CachePolicyId"] == MANAGED["caching_disabled"]
    assert behavior["OriginRequestPolicyId"] == MANAGED["all_viewer_except_host"]
    assert behavior["ViewerProtocolPolicy"] == "https-only"


def test_the_api_behind_is_the_stacks_own_over_tls(demo):
    found = origin(demo, api(demo))
    (own,) = demo.of_http("Api")
    assert found["DomainName"]["Fn::Join"][1][0] == {"Ref": own}
    assert found["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert found["CustomOriginConfig"]["OriginSSLProtocols"] == ["TLSv1.2"]


def test_each_behaviour_runs_its_own_function(demo):
    assert code(demo, api(demo)) == (EDGE / "api.js").read_text()
    assert code(demo, distribution(demo)["DefaultCacheBehavior"]) == (EDGE / "pages.js").read_text()


def test_only_our_own_script_files_run(demo):
    told = policy(demo)
    assert told["script-src"] == told["default-src"] == told["worker-src"] == ["'self'"]
    assert (told["object-src"], told["frame-ancestors"]) == (["'none'"], ["'none'"])
    assert told["base-uri"] == told["form-action"] == ["'self'"]
    assert [name for name, where in told.items() if "'unsafe-inline'" in where] == ["style-src"]
    assert "unsafe-eval" not in json.dumps(told)


def hosts(demo, bucket):
    """Return the addresses of a bucket by the beginning of its name."""
    (name,) = (one for one in demo.of_type("S3::Bucket") if one.startswith(bucket))
    return [f"https://<{name}.RegionalDomainName>", f"https://<{name}.DomainName>"]


def test_pages_connect_to_us_to_cognito_to_the_buckets_of_uploads_and_to_live_connections(demo):
    (live,) = (name for name in demo.of_type("ApiGatewayV2::Api") if name.startswith("LiveApi"))
    assert policy(demo)["connect-src"] == [
        "'self'",
        "https://cognito-idp.<AWS::Region>.amazonaws.com",
        *hosts(demo, "ImportFiles"),
        *hosts(demo, "NotePhotos"),
        f"wss://<{live}>.execute-api.<AWS::Region>.<AWS::URLSuffix>",
    ]


def test_pages_show_images_of_ours_and_photos_alone(demo):
    assert policy(demo)["img-src"] == ["'self'", "data:", *hosts(demo, "NotePhotos")]


def test_headers_are_the_same_as_on_one_machine(demo):
    told = headers(demo, distribution(demo)["DefaultCacheBehavior"])
    secure, (permissions,) = told["SecurityHeadersConfig"], told["CustomHeadersConfig"]["Items"]
    assert {
        "Strict-Transport-Security": f"max-age={secure['StrictTransportSecurity']['AccessControlMaxAgeSec']}",
        "X-Content-Type-Options": "nosniff" if "ContentTypeOptions" in secure else "",
        "Referrer-Policy": secure["ReferrerPolicy"]["ReferrerPolicy"],
        permissions["Header"]: permissions["Value"],
    } == pages.HEADERS


def test_the_apis_own_pages_keep_their_own_policy(demo):
    """Claim links are pages of the API, with a policy stricter than the console's."""
    told = headers(demo, api(demo))["SecurityHeadersConfig"]
    assert set(told) == {"StrictTransportSecurity", "ContentTypeOptions"}
    age = told["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
    assert {
        "Strict-Transport-Security": f"max-age={age}", "X-Content-Type-Options": "nosniff"
    } == pages.API_HEADERS  # fmt: skip


def test_the_teams_own_domain_name_has_its_certificate(demo, production):
    own = distribution(production)
    assert own["Aliases"] == ["relevo.example.com"]
    assert own["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert own["ViewerCertificate"]["AcmCertificateArn"].startswith("arn:aws:acm:us-east-1:")
    assert production.template["Outputs"]["ConsoleUrl"]["Value"] == "https://relevo.example.com"
    assert not {"Aliases", "ViewerCertificate"} & set(distribution(demo))


def test_it_is_served_near_its_users_and_by_http_3(demo):
    assert distribution(demo)["PriceClass"] == "PriceClass_100"
    assert distribution(demo)["HttpVersion"] == "http2and3"


@pytest.mark.parametrize("kind", ["Function", "ResponseHeadersPolicy", "OriginAccessControl"])
def test_cloudfronts_names_contain_the_region(demo, kind):
    """The names are unique per account: the same team in another region would be refused."""
    for found in demo.of_type(f"CloudFront::{kind}").values():
        inner = found["Properties"].get(f"{kind}Config", {})
        assert {"Ref": "AWS::Region"} in (found["Properties"].get("Name") or inner["Name"])["Fn::Join"][1]


def test_on_one_machine_there_is_no_distribution_and_links_lead_to_the_api(on_one_machine):
    stack = on_one_machine
    assert "CloudFront" not in stack.path.read_text()
    assert not {"ConsoleUrl", "ConsoleBucket"} & set(stack.template["Outputs"])
    (mail,) = (f["Properties"] for n, f in stack.of_type("Lambda::Function").items() if n.startswith("MailFunction"))
    (own,) = stack.of_http("Api")
    assert mail["Environment"]["Variables"]["PUBLIC_URL"] == {"Fn::GetAtt": [own, "ApiEndpoint"]}


def test_a_tenants_web_acl_stands_before_everything(production, demo):
    arn = production.only("CloudFront::Distribution")["DistributionConfig"]["WebACLId"]
    assert arn.startswith("arn:aws:wafv2:us-east-1:")
    assert "WebACLId" not in demo.only("CloudFront::Distribution")["DistributionConfig"]
