"""Start a function that does nothing, of the libraries that every function here uses: none starts with less."""

from aws_lambda_powertools import Logger
from botocore.session import get_session
from pydantic import BaseModel


class Nothing(BaseModel):
    """Hold nothing: the first model makes pydantic load its parts."""

    name: str


logger = Logger()
client = get_session().create_client("dynamodb")
