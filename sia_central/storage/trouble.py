"""What can go wrong outside our program, said in one sentence."""


class StoreTrouble(Exception):
    """The store, the disk or a setting of this machine is in the way; `str()` is a sentence for people."""
