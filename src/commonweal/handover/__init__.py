"""Moving a service from one body to another without a gap."""
