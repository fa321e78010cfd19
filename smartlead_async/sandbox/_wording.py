"""What an email says: one variant of its step, with the lead's own words."""

from __future__ import annotations

import re
from random import Random

from ._reference import Json
from ._state import CampaignLead

TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def wording(step: Json, row: CampaignLead, random: Random) -> Json:
    """Return subject and body of a step for a lead.

    A step without a subject goes on in the thread of the first email.
    """
    variant = _variant(step, random)
    words = {**row.lead["custom_fields"], **row.lead}
    subject, body = (_filled(variant.get(key), words) for key in ("subject", "email_body"))
    if not subject and row.history:
        subject = "Re: " + str(row.history[0]["subject"]).removeprefix("Re: ")
    return {"subject": subject, "email_body": body}


def _variant(step: Json, random: Random) -> Json:
    """Draw one of the variants, by their shares if each has one; a step without is its own."""
    variants: list[Json] = step["sequence_variants"] or [step]
    given = [each.get("variant_distribution_percentage") for each in variants]
    shares = [float(share) for share in given if share is not None]
    by_shares = len(shares) == len(variants) and any(shares)
    return random.choices(variants, shares if by_shares else None)[0]


def _filled(text: str | None, words: Json) -> str:
    """Fill in the merge tags, such as `{{first_name}}`; one without a value becomes empty."""
    return TAG.sub(lambda tag: str(words.get(tag[1]) or ""), text or "")
