"""The base of everything sent: frozen, and unknown fields refused."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """One message or part of one; it never changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")
