"""SIA Desktop: the adviser's caseload, notes of visit and time limits, offline and encrypted."""
