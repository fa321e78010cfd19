"""Deliveries as the service sends them."""

from __future__ import annotations

import hashlib
import hmac
import json

SECRET = "hunter2"


def delivery(number: int) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a signed delivery."""
    body = json.dumps({"event_type": "EMAIL_REPLY", "campaign_id": number}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return body, {"X-Smartlead-Signature": f"sha256={signature}", "X-Request-Id": f"r{number}"}
