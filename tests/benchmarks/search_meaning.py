"""How often the wanted sample question is among the first five: by words, and by meaning too.

python -m tests.benchmarks.search_meaning [--rows 50000]
"""

import argparse
import atexit
import shutil
import tempfile
import time
import tomllib
from pathlib import Path

import numpy as np
import psycopg

from analysis.statistics.text_meaning import meanings_of_texts, pack, unpack
from profiler_site import embedded_postgres
from profiler_site.demo.layouts.markup import plain
from profiler_site.demo.model import leaves
from profiler_site.demo.papers import sample_papers

QUERIES = Path(__file__).with_name("search_queries.toml")
FIRST = 5


def main() -> None:
    """Print the share of queries that are answered, and what reading all vectors takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    rows = parser.parse_args().rows
    texts = [plain(leaf.question.text) for paper in sample_papers() for leaf in leaves(paper)]
    wanted = tomllib.loads(QUERIES.read_text(encoding="utf-8"))
    home = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, home, ignore_errors=True)  # runs after the server was left
    with embedded_postgres.superuser(embedded_postgres.join(Path(home))) as connection:
        for name, queries in wanted.items():
            print_quality(name, connection, texts, queries)
        print_speed(connection, rows)


def print_quality(
    name: str, connection: psycopg.Connection, texts: list[str], queries: dict[str, str]
) -> None:
    """Recall at five of one set: queries with words that the wanted question has."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS said (at int, words tsvector)")
    connection.execute("TRUNCATE said")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO said VALUES (%s, to_tsvector('english', %s))", list(enumerate(texts))
        )
    likeness = meanings_of_texts(list(queries)) @ meanings_of_texts(texts).T
    by_words = with_meaning = 0
    for row, (query, part) in zip(likeness, queries.items(), strict=True):
        right = {at for at, text in enumerate(texts) if part in text}
        assert right, part
        hits = found_by_words(connection, query)
        near = [int(at) for at in np.argsort(-row, kind="stable") if at not in hits]
        by_words += not right.isdisjoint(hits[:FIRST])
        with_meaning += not right.isdisjoint([*hits, *near][:FIRST])
    count = len(queries)
    print(
        f"{name}: {count} queries, {len(texts)} questions; recall@{FIRST} by words "
        f"{by_words / count:.3f}, with meaning {with_meaning / count:.3f}"
    )


def found_by_words(connection: psycopg.Connection, query: str) -> list[int]:
    """Questions that have all the words, best first."""
    found = connection.execute(
        "SELECT at FROM said, websearch_to_tsquery('english', %s) query WHERE words @@ query "
        "ORDER BY ts_rank(words, query) DESC, at",
        [query],
    )
    return [at for (at,) in found]


def print_speed(connection: psycopg.Connection, rows: int) -> None:
    """What one search reads and computes among so many questions."""
    random = np.random.default_rng(1).standard_normal((rows, 256)).astype(np.float32)
    connection.execute("CREATE TEMP TABLE vectors (at int, vector bytea)")
    with connection.cursor().copy("COPY vectors FROM STDIN") as copy:
        for at, vector in enumerate(random):
            copy.write_row((at, pack(vector)))
    begun, busy = time.perf_counter(), time.process_time()
    found = connection.execute("SELECT at, vector FROM vectors").fetchall()
    best = np.argsort(-(unpack([vector for _, vector in found]) @ random[0]))[:10]
    assert found[best[0]][0] == 0
    wall, cpu = time.perf_counter() - begun, time.process_time() - busy
    print(
        f"{rows} vectors read and compared: {1000 * wall:.0f} ms, {1000 * cpu:.0f} ms of them here"
    )


if __name__ == "__main__":
    main()
