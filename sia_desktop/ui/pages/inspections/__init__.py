"""Inspections: rung, recorded, imported."""
