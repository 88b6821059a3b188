"""One file per record kind: the domain's shape beside the wire's; rows hold the wire's fields by name."""
