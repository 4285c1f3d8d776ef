"""What holds of everybody who judges proposals or bids outside a vote: panels of streams, assessors of awards."""

FEWEST = 2
"""How many without an interest each proposal or bid needs: nobody judges one alone."""
