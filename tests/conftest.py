"""No test sees the library or the settings of whoever runs it."""

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

# A deadline measures the machine, not the law; `make bench` measures speed.
settings.register_profile("readlist", deadline=None)
settings.load_profile("readlist")


@pytest.fixture(scope="session", autouse=True)
def nobody_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """HOME and the platform's folders are empty ones of this test run, in Greenwich."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for folder in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.delenv(f"XDG_{folder}_HOME", raising=False)
        patch.delenv("READLIST_LIBRARY", raising=False)
        patch.delenv("NO_COLOR", raising=False)
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield


@pytest.fixture
def live_in() -> Iterator[Callable[[str], None]]:
    """The test runs in another time zone."""
    with pytest.MonkeyPatch.context() as patch:

        def move(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield move
    time.tzset()
