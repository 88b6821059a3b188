"""One school: facts, history, and logging a visit there."""
