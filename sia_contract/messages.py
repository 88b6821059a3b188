"""The base of everything sent: frozen, and unknown fields refused."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, SecretStr

Secret = Annotated[SecretStr, PlainSerializer(SecretStr.get_secret_value, when_used="json")]
"""A word that travels, but shows in no log and no error."""


class Message(BaseModel):
    """One message or part of one; it never changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")
