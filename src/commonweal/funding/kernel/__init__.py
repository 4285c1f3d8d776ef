"""The numeric kernel of Equal Shares: floats to look for what comes next, whole numbers to decide it.

:mod:`~commonweal.funding.kernel.ledger` keeps what is exact, :mod:`~commonweal.funding.kernel.purses` what is quick
and how far it may be off, with the proof; :mod:`~commonweal.funding.kernel.rounds` is the loop over rounds, and
:mod:`~commonweal.funding.kernel.rising` the loop over raised shares.
"""
