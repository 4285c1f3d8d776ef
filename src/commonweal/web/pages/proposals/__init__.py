"""What residents do with ideas and proposals: putting them forward and following them up. Nobody needs an account."""
