"""Widgets that show a value and say what was asked; they know core's records but no session."""
