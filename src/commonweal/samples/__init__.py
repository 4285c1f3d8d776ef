"""Seeded synthetic places, polls and plans at any scale."""
