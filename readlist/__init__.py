"""A reading list for research papers, from the pasted listing to the LaTeX bibliography."""

__version__ = "0.1.0"
