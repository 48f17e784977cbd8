"""Widgets are given data and post messages; none of them knows the library."""
