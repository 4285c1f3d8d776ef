"""Voting in the browser: a code, a ballot, a look at it once more, a receipt. No account, no cookie of the voter's."""
