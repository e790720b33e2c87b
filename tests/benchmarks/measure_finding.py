"""`find` over thousands of sources: the median and the 95th percentile of 50 different queries.

Each query is asked twice over: as the command (a process that also makes sure that the index is up to date), and
of the open index alone. Side by side, ``grep -rliE`` looks for a word of the query in the same files.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from made_sources import make_project
from whole_processes import Run, briefgen, interleave, measure

from briefgen.compose.scores import list_wanted, rank_evidence
from briefgen.grammar.query import read_query
from briefgen.index.store import open_index

_PLACES = ("kazakhstan", "russia", "tajikistan", "uzbekistan", "afghanistan", "ukraine", "georgia", "china")
_WORDS = ("elections", "terrorism", "ceasefire", "journalists", "безопасности", "совет", "workers", "treaty")
_STEMS = ("sanction*", "negotiat*", "human*", "парламент*")


def list_queries() -> list[tuple[str, str]]:
    """List 50 different queries, each with a word that ``grep`` can look for."""
    queries = [(f"tag:place/{place}", place) for place in _PLACES]
    queries += [(word, word) for word in _WORDS]
    queries += [(f"tag:place/{place} AND {word}", word) for place, word in zip(_PLACES, _WORDS, strict=True)]
    queries += [(stem, stem.rstrip("*")) for stem in _STEMS]
    queries += [(f'"{one} council"', one) for one in ("security", "national")]
    queries += [(f"issued:[{year} TO {year + 1}] AND tag:org", str(year)) for year in range(1996, 2006)]
    queries += [(f"stance:{stance} AND tag:theme/mediation", stance) for stance in ("for", "against", "sceptical")]
    queries += [(f"(nato OR csto OR un) AND -tag:place/{place}", "nato|csto") for place in _PLACES[:4]]
    return [
        *queries,
        ("language:ru AND tag:org/un", "language: ru"),
        ("tag:org", "org"),
        ("tlp:AMBER tag:org", "AMBER"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=50)
    options = parser.parse_args()
    queries = list_queries()[: options.queries]
    with tempfile.TemporaryDirectory() as name:
        made = make_project(Path(name) / "made", options.sources)
        measure(briefgen("find", "tag:org"), made.folder)
        runs: dict[str, list[Run]] = {"find": [], "grep": []}
        for query, word in queries:
            pair: dict[str, list[str | Path]] = {
                "find": briefgen("find", query),
                "grep": ["grep", "-rliE", word, "corpus/sources"],
            }
            for side, each in interleave(pair, made.folder, 1).items():
                runs[side].extend(each)
        alone = _ask_index(made.folder, [query for query, _ in queries])
    print(f"{len(queries)} queries over {made.sources:,} sources")
    whole, grep = ([run.seconds for run in runs[side]] for side in ("find", "grep"))
    for title, seconds in (("briefgen find", whole), ("the open index alone", alone), ("grep -rliE", grep)):
        print(f"{title:<24} median {statistics.median(seconds):7.3f} s   p95 {_find_p95(seconds):7.3f} s")
    print(f"find : grep              median {statistics.median(whole) / statistics.median(grep):7.2f}")
    print(f"index : grep             median {statistics.median(alone) / statistics.median(grep):7.3f}")


def _ask_index(project: Path, queries: Sequence[str]) -> list[float]:
    """Ask each query of the open index as `find` does: parsed, selected, loaded and put in order."""
    seconds = []
    with open_index(project / ".briefgen") as index:
        for text in queries:
            began = time.perf_counter()
            query, _ = read_query(text, "query", 1, 1)
            if query is None:
                raise SystemExit(f"{text} is no query")
            wanted = list_wanted(query)
            sorted(index.select(query), key=lambda evidence: rank_evidence(evidence, wanted))
            seconds.append(time.perf_counter() - began)
    return seconds


def _find_p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, round(0.95 * (len(seconds) - 1)))]


if __name__ == "__main__":
    main()
