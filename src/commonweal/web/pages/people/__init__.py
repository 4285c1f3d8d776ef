"""Signing in, for those who act. Nobody needs an account to read or to vote."""
