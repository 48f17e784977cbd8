"""The query language of the command line, the UI and saved views, compiled to SQL for SQLite.

terms side by side     all must hold (AND); OR, NOT and (brackets) as written
-x  ^x  NOT x          must not hold
word                   begins a word of the title, authors, abstract, keywords, notes,
                       takeaway, venue, tags, organization or key; `state-space` is two words
                       in a row
"two words"            whole words in a row; *former* anywhere, even inside a word
field:a,b              a or b in that field; field:="a" the whole value
year:2020..2023        ranges, open on either side; also >= > < <= =
added:7d               within the last 7 days; `added:>1y` more than a year ago
sort:year-desc         the order; the first sort counts most. Words without a sort come in
                       order of relevance

`language` has the grammar.
"""

from readlist.storage.query.compiler import WORDS, Compiled, compile_query
from readlist.storage.query.fields import FIELDS, Field
from readlist.storage.query.language import asks, parse
from readlist.storage.query.orders import NEWEST
from readlist.storage.query.tree import Query

__all__ = [
    "FIELDS",
    "NEWEST",
    "WORDS",
    "Compiled",
    "Field",
    "Query",
    "asks",
    "compile_query",
    "parse",
]
