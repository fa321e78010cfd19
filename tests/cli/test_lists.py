"""``smartlead clients list`` and ``smartlead inbox list``."""

from __future__ import annotations

import asyncio
import json

import pytest

from smartlead_async import Smartlead


@pytest.fixture
def replies(sandbox, campaign):
    sandbox.seed_leads(campaign, 30)
    return [each for each in sandbox.campaigns[campaign].leads.values() if each.messages("REPLY")]


def listed(invoke, *words):
    result = invoke("inbox", "list", "--json", *words)
    assert result.exit_code == 0, result.output
    return [each["lead"]["email"] for each in json.loads(result.stdout)]


def test_clients_are_listed(invoke, sandbox):
    async def save():
        async with Smartlead(sandbox.api_key, base_url=sandbox.base_url) as smartlead:
            await smartlead.clients.save(name="Acme", email="ada@acme.example", password="s3cret")

    asyncio.run(save())
    assert "Acme ada@acme.example" in " ".join(invoke("clients", "list").stdout.split())
    result = invoke("clients", "list", "--json")
    assert [each["name"] for each in json.loads(result.stdout)] == ["Acme"]
    assert "s3cret" not in result.stdout


def test_replies_are_listed_newest_first(invoke, sandbox, campaign, replies):
    found = listed(invoke)
    assert sorted(found) == sorted(each.lead["email"] for each in replies)
    table = invoke("inbox", "list").stdout
    assert all(email in table for email in found)
    assert "Q1" in table


def test_only_so_many_are_read(invoke, sandbox, replies):
    assert len(replies) > 2
    assert listed(invoke, "--limit", 2) == listed(invoke)[:2]


def test_the_unread_ones_alone(invoke, sandbox, replies):
    read = replies[0]
    read.inbox.is_read = True
    assert sorted(listed(invoke, "--unread")) == sorted(
        each.lead["email"] for each in replies if each is not read
    )


def test_an_empty_inbox_has_no_rows(invoke, sandbox):
    assert listed(invoke) == []
