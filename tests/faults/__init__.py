"""`make faults`: five laptops and a real central over a line of ours that goes wrong on purpose."""
