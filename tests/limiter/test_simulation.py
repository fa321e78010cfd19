"""The limiter against models of servers and networks, on a virtual clock."""

from __future__ import annotations

import logging

import pytest

from benchmarks.limiter_sim import NETWORKS, SERVERS, STRATEGIES, Cell, Job

LONG = Job(calls=600, in_flight=50, runs=1)
TWICE = Job(calls=2000, in_flight=50, runs=2)
SHORT = Job(calls=50, in_flight=8, runs=20)


def measure(server: str, network: str, *, punishing: bool, job: Job) -> tuple[float, float]:
    cell = Cell(STRATEGIES["smartlead-async"], SERVERS[server], NETWORKS[network], punishing)
    return cell.measure(job)


BARS = {
    ("steady", LONG): (0.995, 0),
    ("steady", SHORT): (0.98, 0),
    ("jittery", TWICE): (0.936, 1.5),
    ("jittery", SHORT): (0.9, 3),
    ("slow server", LONG): (0.97, 0),
}
EXACT = [
    ("sliding log", True, *BARS),
    *((name, False, *list(BARS)[1::2]) for name in SERVERS if name != "sliding counter"),
]  # the long jobs on the strictest one


@pytest.mark.parametrize(
    ("server", "punishing", "network", "job"),
    [(server, punishing, *cell) for server, punishing, *cells in EXACT for cell in cells],
)
def test_on_exact_servers_the_limit_is_used_and_kept(server, punishing, network, job):
    share, refused = measure(server, network, punishing=punishing, job=job)
    least, most_refused = BARS[network, job]
    assert share >= least
    assert refused <= most_refused


def test_a_server_that_takes_more_than_a_sliding_log_gets_more():
    share, _ = measure("fixed window", "jittery", punishing=False, job=TWICE)
    assert share >= 0.942


@pytest.mark.parametrize(("network", "least"), [("steady", 0.98), ("slow server", 0.97)])
def test_a_server_that_refuses_compliant_bursts_is_paced(network, least, caplog):
    caplog.set_level(logging.ERROR)
    share, refused = measure("sliding counter", network, punishing=False, job=TWICE)
    assert share >= least
    assert refused <= 5
