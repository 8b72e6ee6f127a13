"""Define what both comparisons, the reference and the typical handler, take and answer."""

from typing import Any

from pydantic import BaseModel, EmailStr, Field


class Contact(BaseModel):
    """Hold a person's contact."""

    first_name: str = Field(max_length=200)
    last_name: str = Field(max_length=200)
    emails: list[EmailStr] = Field(max_length=10)
    phones: list[str] = Field(max_length=10)


class Inquiry(BaseModel):
    """Hold the body of a delivery."""

    contact: Contact
    attributes: dict[str, Any]
    message: str = Field(max_length=4000)


class Received(BaseModel):
    """Hold the answer to a delivery."""

    lead_id: str
    repeat: bool
