"""How a receiver knows that a webhook is ours: the symmetric signature of Standard Webhooks, version 1."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers_for(secret: str, key: str, body: bytes, now: datetime) -> dict[str, str]:
    """The id stays the same however often a message is sent; time and signature are those of the try."""
    stamp = str(int(now.timestamp()))
    return {
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature(secret, key, stamp, body)}",
    }


def signature(secret: str, key: str, stamp: str, body: bytes) -> str:
    signed = f"{key}.{stamp}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
