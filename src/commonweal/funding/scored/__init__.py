"""The other way a fund decides: assessors score bids against criteria that were published first."""
