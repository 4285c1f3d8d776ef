"""Polls, ballots, allocation rules, and results that carry their proof."""
