"""Benchmarks: they carry the seconds, shares and counts of 429s that tests must not."""
