"""What central does: pushes, pulls, enrolment, imports."""
