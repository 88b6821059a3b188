"""How a service says no."""

from sia_contract.problems import Problem, ProblemCode


class Refused(Exception):
    """The request breaks a rule; the sentence says which, and what to do."""

    def __init__(self, code: ProblemCode, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(code=code, sentence=sentence)


def not_yours() -> Refused:
    """One sentence for whatever is out of sight or out of reach, so that it tells a stranger nothing."""
    return Refused(
        ProblemCode.NOT_ALLOWED,
        "This school is not on your caseload, or your role does not allow this. "
        "What you wrote is kept on your laptop; ask your line manager.",
    )


def not_the_author() -> Refused:
    """One sentence for what is its author's alone."""
    return Refused(
        ProblemCode.NOT_ALLOWED,
        "Only the person whose visit and note this is voids, signs or gives it, or records the headteacher's "
        "mark. What you wrote is kept on your laptop; tell them.",
    )
