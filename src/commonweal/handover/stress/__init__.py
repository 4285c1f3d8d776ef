"""Stress: a fixed plan tried against many drawn futures, to say what could go wrong and how likely it is."""
