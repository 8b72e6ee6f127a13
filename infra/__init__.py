"""Define the AWS stack of one tenant as code."""

import os

# Silence the CDK's warning about old Node releases; package.json says which releases we support.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,21")
