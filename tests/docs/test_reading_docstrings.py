"""What the documentation makes of docstrings, and the check of the site that comes of it."""

from __future__ import annotations

from itertools import chain

import griffe
import pytest

from scripts import check_site
from scripts.docstring_roles import markdown
from scripts.enum_members import EnumMembers

MODULE = griffe.visit(
    "module",
    filepath=None,
    code='''
from enum import StrEnum

class Colour(StrEnum):
    """A colour."""

    RED = "RED"
    DARK_RED = "dark red"

class Plain:
    """No enum."""

    RED = "RED"
''',
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Colour", "A colour.\n\nMembers: `RED`, `DARK_RED` (`'dark red'`)."),
        ("Plain", "No enum."),
    ],
)
def test_members_of_an_enum_are_named(name: str, expected: str):
    cls = MODULE[name]
    EnumMembers().on_class(cls=cls)
    docstring = cls.docstring
    assert docstring is not None
    assert docstring.value == expected


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Type of :data:`Colour`.", 'identifier="module.Colour" optional><code>Colour</code>'),
        ("For example::\n\n    code", "For example:\n\n    code"),
        ("An example.\n\n::\n\n    code", "An example.\n\n    code"),
        ("A slice ``a[::2]``.", "``a[::2]``"),
    ],
)
def test_markup_becomes_markdown(docstring: str, expected: str):
    shown = markdown(MODULE, docstring)
    assert expected in shown


@pytest.fixture
def entries() -> dict[str, str]:
    """A site on which nothing is wrong."""
    members: dict[str, str] = {}
    for name, member in check_site.enum_members():
        members[name] = members.get(name, "") + f"<code>{member}</code>"
    shown = {f"api/models/#{name}": text for name, text in members.items()}
    return dict(chain(shown.items(), ((place, "") for place in check_site.methods())))


def test_a_site_that_shows_everything_passes(entries: dict[str, str]):
    assert list(check_site.wrong(entries)) == []


def test_what_is_missing_or_too_much_is_named(entries: dict[str, str]):
    list_campaigns = "api/campaigns/#smartlead_async.resources.campaigns.Campaigns.list"
    status = "api/models/#smartlead_async.models.CampaignStatus"
    del entries[list_campaigns]
    entries[status] = entries[status].replace("STOPPED", "")
    entries["api/models/#smartlead_async.models._base.Model"] = ""
    entries["errors/#raw"] = "See :class:`Page`, <code>a::b</code>."
    assert sorted(check_site.wrong(entries)) == [
        f"{list_campaigns} is missing",
        "api/models/#smartlead_async.models._base.Model is private",
        "errors/#raw shows the markup :class:`",
        "smartlead_async.models.CampaignStatus does not show STOPPED",
    ]
