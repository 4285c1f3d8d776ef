"""What people do: one function per act, each right -> read -> decide -> keep -> record, in one transaction."""
