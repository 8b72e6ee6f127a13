"""Do functions start without loading what they do not need?"""

import subprocess
import sys

import pytest

HOT = ("functions.ingest.handler", "functions.route.handler", "functions.claim.handler", "functions.expire.handler")
HEAVY = (
    "aws_xray_sdk",
    "boto3",
    "s3transfer",
    "phonenumbers",
    "email_validator",
    "holidays",
    "aws_cdk",
    "moto",
    "defusedxml",
)


@pytest.mark.parametrize("module", HOT)
def test_a_hot_function_loads_no_tracing_sdk_no_resources_and_no_contact_libraries(module):
    """In a process of its own: this one has loaded everything already."""
    told = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert not {*HEAVY} & {*loaded}
