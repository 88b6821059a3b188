"""Proof that it works: plain-English tests over real parts."""
