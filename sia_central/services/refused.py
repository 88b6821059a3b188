"""How a service says no."""

from sia_contract.problems import Problem, ProblemCode


class Refused(Exception):
    """The request breaks a rule; the sentence says which, and what to do."""

    def __init__(self, code: ProblemCode, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(code=code, sentence=sentence)
