"""Every revision goes up and down with data in it, and the models say what the migrations made."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from readlist.errors import MissingLibrary, NewerLibrary, NotALibrary
from readlist.models import Table
from readlist.storage import vocabulary
from readlist.storage.connect import HEAD, REVISIONS, revision
from readlist.storage.engine import open_engine
from readlist.storage.migrate import ensure_current, migrate, migrations_folder

OLD_LIBRARY = Path(__file__).parents[1] / "data" / "library-0001.sql"
MADE_BY_SQL = {"ix_paper_newest", "ix_paper_starred", "ix_paper_nocase", "ix_alias_nocase"}
PAPER = {
    "citation_key": "godel1931", "key_pinned": 1, "entry_type": "article",
    "title": "Über formal unentscheidbare Sätze", "abstract": "", "authors_text": "Gödel, Kurt",
    "editors_text": "", "more_authors": 0, "organization": "", "venue": "", "date": "1931",
    "arxiv_id": "", "primary_class": "", "doi": "", "url": "", "comment": "", "edited": 0,
    "status": "read", "priority": 0, "starred": 0, "added_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
}  # fmt: skip


def fill(path: Path) -> None:
    """A paper with a tag and a note, written without the program."""
    with sqlite3.connect(path) as database:
        marks = ", ".join(f":{name}" for name in PAPER)
        database.execute(f"INSERT INTO paper ({', '.join(PAPER)}) VALUES ({marks})", PAPER)
        database.execute("INSERT INTO tag (name) VALUES ('logic/incompleteness')")
        database.execute("INSERT INTO paper_tag (paper_id, tag_id) VALUES (1, 1)")
        database.execute(
            "INSERT INTO note (paper_id, body, created_at, updated_at) "
            "VALUES (1, 'arithmetisation', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z')"
        )
    database.close()


def matches(path: Path, words: str) -> int:
    database = sqlite3.connect(path)
    query = "SELECT count(*) FROM paper_fts WHERE paper_fts MATCH ?"
    (count,) = database.execute(query, [words]).fetchone()
    database.close()
    return int(count)


def papers(path: Path) -> list[tuple[str, str]]:
    database = sqlite3.connect(path)
    found = database.execute("SELECT citation_key, status FROM paper").fetchall()
    database.close()
    return found


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of papers, but for the search index."""
    database = sqlite3.connect(path)
    names = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: database.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
        for name in names
        if not name.startswith(("paper_fts", "alembic", "sqlite_"))
    }
    database.close()
    return found


def test_the_known_revisions_are_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([script.revision for script in scripts])) == REVISIONS


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    ensure_current(path, create=True)

    def of_the_models(name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith("paper_fts"))

    engine = open_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": of_the_models, "compare_type": True}
        )
        differences = [
            difference
            for difference in compare_metadata(context, Table.metadata)
            # Indexes with an order or a collation are made by SQL; models cannot name them.
            if not (difference[0] == "remove_index" and difference[1].name in MADE_BY_SQL)
        ]
    engine.dispose()
    assert differences == []


@pytest.mark.parametrize("older", REVISIONS[:-1])
def test_an_older_library_keeps_its_data_upwards_and_downwards(tmp_path: Path, older: str) -> None:
    path = tmp_path / "library.sqlite3"
    migrate(path, older)
    fill(path)
    assert revision(path) == older

    ensure_current(path, create=False)
    assert revision(path) == HEAD
    assert papers(path) == [("godel1931", "read")]
    for words in ("incompleteness", "arithmetisation", "godel", "uber formal"):
        assert matches(path, words) == 1, words

    migrate(path, older, down=True)
    assert revision(path) == older
    assert papers(path) == [("godel1931", "read")]
    ensure_current(path, create=False)
    assert matches(path, "incompleteness") == 1


def test_the_oldest_library_goes_up_and_down_one_revision_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(OLD_LIBRARY.read_text("utf-8"))
    database.close()
    before = tables(path)
    for step in REVISIONS[1:]:
        migrate(path, step)
        assert revision(path) == step
    database = sqlite3.connect(path)
    with database:
        database.execute(
            "INSERT INTO citation (manuscript, key, cited_at) "
            "VALUES ('/thesis/main.tex', 'Erdos60', '2026-11-20T00:00:00Z')"
        )
    database.close()
    now = tables(path)
    assert {name: now[name] for name in before if name != "paper"} == {
        name: rows for name, rows in before.items() if name != "paper"
    }
    for step in reversed(REVISIONS[:-1]):
        migrate(path, step, down=True)
        assert revision(path) == step
    assert tables(path) == before


def test_the_words_of_an_older_library_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    migrate(path, "0003")
    fill(path)
    with sqlite3.connect(path) as database:
        columns = ", ".join(name for name in PAPER if name != "citation_key")
        database.execute(
            f"INSERT INTO paper (citation_key, {columns}) SELECT 'second', {columns} FROM paper"
        )
    database.close()
    ensure_current(path, create=False)
    database = sqlite3.connect(path)
    words = dict(database.execute("SELECT text, papers FROM word"))
    database.close()
    assert words.pop("arithmetisation") == 1  # of a note
    assert words == dict.fromkeys(
        ("uber", "formal", "unentscheidbare", "satze", "godel", "kurt"), 2
    )


def test_the_keywords_of_an_older_library_are_searched_and_go_down_again(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    migrate(path, "0007")
    fill(path)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE paper SET takeaway = 'Truth outruns proof.'")
        database.execute(
            "INSERT INTO extra_field (paper_id, position, name, value) "
            "VALUES (1, 0, 'keywords', 'Entscheidungs{\\-}problem; {M}odelltheorie,\n G\\\"odel')"
        )
    database.close()
    assert matches(path, "outruns") == matches(path, "modelltheorie") == 0
    before = tables(path)
    ensure_current(path, create=False)
    for words in ("outruns", "modelltheorie", "keywords : godel", "takeaway : proof"):
        assert matches(path, words) == 1, words
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE paper SET keywords_text = 'Arithmetik', takeaway = ''")
        assert database.execute("SELECT text FROM word WHERE text = 'modelltheorie'").fetchall()
    database.close()
    assert matches(path, "arithmetik") == 1
    assert matches(path, "modelltheorie") == matches(path, "outruns") == 0
    migrate(path, "0007", down=True)
    assert {name for name in before if tables(path)[name] != before[name]} <= {"paper", "word"}
    assert matches(path, "godel") == 1


def test_what_the_reader_of_an_older_library_wrote_is_found_by_letters_inside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.sqlite3"
    migrate(path, "0008")
    fill(path)
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO note (paper_id, body, created_at, updated_at) "
            "VALUES (1, 'On *diagonalisation*', '', '')"
        )
        database.execute("UPDATE paper SET takeaway = 'Truth outruns proof.'")
    database.close()
    ensure_current(path, create=False)
    database = sqlite3.connect(path)
    assert vocabulary.inside(database, "gonalis")
    assert vocabulary.inside(database, "utrun")
    database.close()


def test_the_first_revision_goes_down_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    ensure_current(path, create=True)
    fill(path)
    migrate(path, "base", down=True)
    database = sqlite3.connect(path)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    assert not {name for name in tables if not name.startswith(("alembic", "sqlite"))}


def test_a_failing_migration_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.sqlite3"
    migrate(path, "0001")
    fill(path)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE paper_search (id)")  # in the way of the second revision
    database.close()
    with pytest.raises(Exception, match="paper_search"):
        ensure_current(path, create=False)
    assert revision(path) == "0001"
    assert papers(path) == [("godel1931", "read")]


def test_a_library_of_a_newer_readlist_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    ensure_current(path, create=True)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NewerLibrary, match="newer readlist"):
        ensure_current(path, create=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"Dear diary, today I read a paper.\n" * 40, "not a readlist library")],
)
def test_a_file_that_is_no_library_is_refused_untouched(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    with pytest.raises(NotALibrary, match=words):
        ensure_current(path, create=True)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE moz_places (url)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NotALibrary, match="not a readlist library"):
        ensure_current(path, create=True)
    assert path.read_bytes() == before


def test_reading_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary):
        ensure_current(tmp_path / "none" / "library.sqlite3", create=False)
    assert list(tmp_path.iterdir()) == []
