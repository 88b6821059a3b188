"""One folder a page: layout and signals, models over frozen answers, words."""
