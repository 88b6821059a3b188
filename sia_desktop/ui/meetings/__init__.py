"""Planning a meeting, moving it and recording its papers: the same from a school and from the meeting."""
