"""Benchmarks: each stage's rows say ours, the peer's and the ratio, all taken in one run."""
