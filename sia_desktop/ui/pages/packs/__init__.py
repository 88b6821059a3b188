"""Packs & calendars: rules, choices and days."""
