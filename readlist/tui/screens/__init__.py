"""Screens ask the library and tell their widgets what to show."""
