from __future__ import annotations

import math
import pickle
from typing import Any

import attrs
import pytest

from smartlead_async import NOT_GIVEN, AttemptInfo, ConfigurationError, RateLimit, Smartlead
from smartlead_async._options import (
    HOSTS,
    Options,
    read_api_key,
    read_base_urls,
    read_rate_limits,
)
from smartlead_async._secret import Secret


@pytest.mark.parametrize("given", [" key ", "key\n", "\tkey", "\ufeffkey".strip("\ufeff")])
def test_whitespace_around_the_key_is_dropped(given: str) -> None:
    assert read_api_key(Secret(given)).reveal() == "key"


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTLEAD_API_KEY", " from-env\n")
    assert read_api_key(None).reveal() == "from-env"
    assert read_api_key(Secret("given")).reveal() == "given"


@pytest.mark.parametrize("given", [None, "", " \n"])
def test_no_key(given: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if given is not None:
        monkeypatch.setenv("SMARTLEAD_API_KEY", "from-env")  # an empty one was meant: it is no key
    with pytest.raises(ConfigurationError, match="SMARTLEAD_API_KEY"):
        Smartlead(given)


@pytest.mark.parametrize("key", ["a b", "a\tb", "a\x00b", "a\x7fb", "a\u2028b", "a\u00a0b"])
def test_keys_that_no_key_is(key: str) -> None:
    with pytest.raises(ConfigurationError, match="whitespace or control"):
        Smartlead(key)


@pytest.mark.parametrize("key", [b"key", 17, Secret("key")])
def test_a_key_that_is_no_text(key: Any) -> None:
    with pytest.raises(ConfigurationError, match="must be text"):
        Smartlead(key)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://example.com/api/v1/", "https://example.com/api/v1"),
        ("https://example.com", "https://example.com"),
        (" https://example.com:8443/x \n", "https://example.com:8443/x"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1/api", "http://127.0.0.1/api"),
        ("http://[::1]:8000/api", "http://[::1]:8000/api"),
        ("HTTPS://Example.com", "https://Example.com"),
    ],
)
def test_base_urls(given: str, read: str) -> None:
    assert set(read_base_urls(given).values()) == {read}


@pytest.mark.parametrize(
    "given",
    [
        *("", "example.com", "/api/v1", "ftp://example.com", "https://", "https:///x", "::"),
        *("http://example.com", "http://127.0.0.1.example.com", "http://localhost.example.com"),
        *("http://0.0.0.0", "https://user:pass@example.com", "https://user@example.com"),
        *("https://example.com?x=1", "https://example.com#x", "https://example.com:port"),
        *("https://example.com:99999", "https://[::1", "https://..", f"https://{'a' * 70}.com"),
    ],
)
def test_base_urls_that_are_refused(given: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        Smartlead("key", base_url=given)
    assert "pass@" not in str(caught.value)


def test_the_base_url_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_base_urls(None) is HOSTS
    assert HOSTS["main"] == "https://server.smartlead.ai/api/v1"
    assert read_base_urls(HOSTS["main"] + "/") is HOSTS
    monkeypatch.setenv("SMARTLEAD_BASE_URL", "https://example.com/")
    assert read_base_urls(None) == dict.fromkeys(HOSTS, "https://example.com")
    assert set(read_base_urls("https://other.example").values()) == {"https://other.example"}


@pytest.mark.parametrize(
    "option",
    [
        *({"timeout": value} for value in (0, -1, math.inf, math.nan, True, "60", None)),
        *({"max_retries": value} for value in (-1, 1.5, True, "4", None)),
        *({"max_rate_limit_wait": value} for value in (-1, math.inf, math.nan, "300", None)),
    ],
    ids=str,
)
def test_options_that_make_no_sense(option: dict[str, Any]) -> None:
    for make in (
        lambda: Smartlead("key", **option),
        lambda: Smartlead("key").with_options(**option),
    ):
        with pytest.raises(ConfigurationError, match=next(iter(option))):
            make()


@pytest.mark.parametrize("user_agent", ["", " ", "a\r\nx-evil: 1", "a\x00"])
def test_user_agents_that_are_refused(user_agent: str) -> None:
    with pytest.raises(ConfigurationError, match="user_agent"):
        Smartlead("key", user_agent=user_agent)


@pytest.mark.parametrize(
    "proxy", ["", "proxy", "socks5://127.0.0.1:1080", "http://", "http://[::1", "http://h:port"]
)
def test_proxies_that_are_refused(proxy: str) -> None:
    with pytest.raises(ConfigurationError, match="proxy"):
        Smartlead("key", proxy=proxy)


def test_options_are_replaced_one_by_one() -> None:
    options = Options(timeout=1, max_retries=2, max_rate_limit_wait=3)
    assert options.replace() == options
    assert options.replace(timeout=9) == Options(9, 2, 3)
    assert options.replace(max_retries=0, max_rate_limit_wait=0) == Options(1, 0, 0)


@pytest.mark.parametrize(
    ("requests", "seconds"),
    [(0, 1), (-1, 1), (1.5, 1), (True, 1), (1, 0), (1, -1), (1, math.inf), (1, math.nan), (1, "2")],
)
def test_rate_limits_that_make_no_sense(requests: Any, seconds: Any) -> None:
    with pytest.raises(ConfigurationError, match="RateLimit"):
        RateLimit(requests, seconds)


def test_the_order_of_rate_limits_makes_no_difference() -> None:
    short, long = RateLimit(10, 2), RateLimit(60, 60)
    assert read_rate_limits([long, short, long]) == read_rate_limits((short, long))
    assert read_rate_limits(short) == (short,)  # type: ignore[arg-type]


@pytest.mark.parametrize("limits", [[], [(10, 2)], [None]])
def test_what_is_no_rate_limit_is_refused(limits: Any) -> None:
    with pytest.raises(ConfigurationError, match="rate_limits"):
        Smartlead("key", rate_limits=limits)


def test_not_given_is_false_one_of_a_kind_and_shows_its_name() -> None:
    assert not NOT_GIVEN
    assert repr(NOT_GIVEN) == "NOT_GIVEN"
    assert pickle.loads(pickle.dumps(NOT_GIVEN)) is NOT_GIVEN


@pytest.mark.parametrize(
    ("status", "sent", "ambiguous"),
    [
        *((200, True, False), (404, True, False), (429, True, False)),
        *((500, True, True), (502, True, True), (None, True, True), (None, False, False)),
    ],
)
def test_which_attempts_are_ambiguous(status: int | None, sent: bool, ambiguous: bool) -> None:
    info = AttemptInfo(
        call_id=1, attempt=1, method="GET", path="/x", status=status, bytes=0,
        waited_s=0, elapsed_s=0, sent=sent,
    )  # fmt: skip
    assert info.ambiguous is ambiguous
    assert attrs.evolve(info, readable=False).ambiguous is sent
