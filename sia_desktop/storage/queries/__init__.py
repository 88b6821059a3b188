"""SQL for the lists: bare rows into frozen answers, without SQLAlchemy, for the first screen waits."""
