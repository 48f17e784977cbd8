"""Where the library is and what the user prefers"""

from collections.abc import Callable
from pathlib import Path

import pytest

from readlist import config
from readlist.errors import ReadlistError

Write = Callable[[str], Path]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the configuration file, which READLIST_CONFIG names."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("READLIST_CONFIG", str(path))
        return path

    return write


def test_without_any_settings_the_library_is_in_the_platforms_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    found = config.load()
    assert found.library.name == "library.sqlite3"
    assert found.proper_nouns == ()
    assert not found.library.parent.exists()  # looking makes nothing


def test_the_option_wins_over_the_environment_and_that_over_the_file(
    settings: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('library = "/of/the/file"')
    assert config.load().library == Path("/of/the/file")
    monkeypatch.setenv("READLIST_LIBRARY", "/of/the/environment")
    assert config.load().library == Path("/of/the/environment")
    assert config.load("/of/the/option").library == Path("/of/the/option")
    for option in (None, "/of/the/option"):
        assert config.library_path(option) == config.load(option).library


def test_an_empty_environment_variable_is_as_good_as_none(
    settings: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('library = "/of/the/file"')
    monkeypatch.setenv("READLIST_LIBRARY", "")
    assert config.load().library == Path("/of/the/file")


def test_the_file_names_a_library_beside_itself(settings: Write) -> None:
    path = settings('library = "papers.sqlite3"')
    assert config.load().library == path.with_name("papers.sqlite3")


def test_the_file_says_proper_nouns_and_the_theme(settings: Write) -> None:
    settings('\ufeffproper_nouns = ["Bayes", "ImageNet"]\ntheme = "nord"\n')
    found = config.load()
    assert found.proper_nouns == ("Bayes", "ImageNet")
    assert found.theme == "nord"


@pytest.mark.parametrize("line", ['"paper.read" = "r,m"', 'paper.read = "r,m"'])
def test_the_file_says_other_keys_with_and_without_quotes(settings: Write, line: str) -> None:
    settings(f'[keys]\n{line}\n"app.help" = "f1"\n')
    assert config.load().keys == (("paper.read", "r,m"), ("app.help", "f1"))


def test_a_configuration_is_frozen() -> None:
    with pytest.raises(AttributeError):
        config.load("x").theme = "nord"  # type: ignore[misc]


@pytest.mark.parametrize("named", ["~/papers.db", "sqlite:///~/papers.db"])
def test_the_home_folder_is_meant_by_a_tilde(named: str) -> None:
    assert config.load(named).library == Path.home() / "papers.db"


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("sqlite:///relative.db", "relative.db"),
        ("sqlite:////absolute.db", "/absolute.db"),
        ("odd folder/a://b", "odd folder/a://b"),
    ],
)
def test_an_sqlite_address_is_a_file(named: str, path: str) -> None:
    assert config.load(named).library == Path(path)


@pytest.mark.parametrize("named", ["postgresql://me:secret@host/db", "sqlite://", "https://a/b"])
def test_another_address_is_refused_without_repeating_a_password(named: str) -> None:
    with pytest.raises(ReadlistError, match="not supported yet") as refused:
        config.load(named)
    assert "secret" not in str(refused.value)


def test_an_empty_option_is_a_slip() -> None:
    with pytest.raises(ReadlistError, match="--library"):
        config.load("")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("libary = 'x'", "libary; did you mean library"),
        ("colour = 'x'", "known keys: library, proper_nouns, key_pattern, theme"),
        ("library = 3", "library has to be a string"),
        ("proper_nouns = 'Bayes'", "proper_nouns has to be a list of strings"),
        ("proper_nouns = [1]", "proper_nouns has to be a list of strings"),
        ("keys = 'r'", "keys has to be a table of strings"),
        ("[keys]\npaper.read = ['r']", "keys has to be a table of strings"),
        ("library = ", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_names_the_file_and_the_key(
    settings: Write, text: str, words: str
) -> None:
    path = settings(text)
    with pytest.raises(ReadlistError) as refused:
        config.load()
    assert str(path) in str(refused.value)
    assert words in str(refused.value)


def test_a_file_that_is_not_unicode_or_not_there_is_said(
    settings: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings("")
    path.write_bytes(b"theme = '\xe9'")
    with pytest.raises(ReadlistError, match="UTF-8"):
        config.load()
    monkeypatch.setenv("READLIST_CONFIG", str(path) + ".missing")
    with pytest.raises(ReadlistError, match="does not exist"):
        config.load()


def test_a_broken_file_does_not_stop_who_names_the_library(settings: Write) -> None:
    settings("nonsense")
    assert config.library_path("x.db") == Path("x.db")
