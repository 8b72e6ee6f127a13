"""The stack of one tenant, as code."""

import os

# The CDK's kernel shouts at Node releases past their end of life; package.json says which ones we support.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,21")
