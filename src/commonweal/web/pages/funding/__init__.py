"""What residents do in a round: challenging a result. Nobody needs an account."""
