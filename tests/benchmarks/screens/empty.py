"""`python -m tests.benchmarks.screens.empty`: a Textual app that ends when it is drawn."""

from textual.app import App


class Empty(App[None]):
    """Nothing on screen."""

    def on_ready(self) -> None:
        self.call_after_refresh(self.exit)


if __name__ == "__main__":
    Empty().run(headless=True, size=(120, 40))
