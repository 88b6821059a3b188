"""What a command touched, announced so that pages know whether to look again."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changed:
    """Kinds and ids of the records that are no longer what they were."""

    kinds: frozenset[str] = field(default_factory=frozenset)
    ids: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def one(cls, kind: str, record_id: object) -> "Changed":
        """One record changed."""
        return cls(frozenset({kind}), frozenset({str(record_id)}))

    def __or__(self, other: "Changed") -> "Changed":
        """Both changes together."""
        return Changed(self.kinds | other.kinds, self.ids | other.ids)

    def touches(self, *kinds: str) -> bool:
        """True if a record of any of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)
