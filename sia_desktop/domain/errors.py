"""The two kinds of trouble a person can do something about."""


class SiaError(Exception):
    """A sentence for the person at the keyboard: what happened, the rule, the remedy."""


class RuleBroken(SiaError):
    """Their request breaks a rule; the sentence says which and what to do instead."""


class OutsideTrouble(SiaError):
    """A disk, network or vault failed; trying again later may help, and the sentence says what is safe."""
