"""Nothing leaves by any way that its reader may not see: 1,000 mixes of topic and recipient, 40 more as PDFs."""

import datetime
import gzip
import io
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from canary_desk import PEOPLE, TOPICS, Desk, Person, make_desk
from counting_post import Post
from mail_parcels import parse

from briefgen.editions.placing import place_editions
from briefgen.editions.shelf import name_variant
from briefgen.model.marking import Marking
from briefgen.model.page import Printed
from briefgen.model.variant import OWN_VARIANT
from briefgen.project.building.build import BuildOptions
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.refreshing import choose_refresh
from briefgen.project.building.variants import Wanted
from briefgen.project.editions.freezing import freeze_draft
from briefgen.project.editions.plan import plan_variants
from briefgen.project.place import find_project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.recipients import read_project_recipients
from briefgen.refresh.run import make_drafts
from briefgen_command import run_briefgen
from readable_texts import read_texts, squeeze
from required_tools import find_ssh_keygen

pytestmark = pytest.mark.slow

_DAY = datetime.date(2026, 11, 22)
_SEEDS = range(1000 // (TOPICS * PEOPLE))


def shelve_pages(desk: Desk) -> None:
    """Freeze every topic in every variant that somebody needs, as `issue` does but for the print."""
    project = find_project(desk.folder)
    recipients, problems = read_project_recipients(project)
    assert not [one for one in problems if one.is_error]

    def gather(corpus: Corpus):  # type: ignore[no-untyped-def]  # noqa: ANN202 - what gather_tasks gives
        plans = {topic.slug: tuple(plan_variants(topic, recipients, OWN_VARIANT).variants) for topic in corpus.topics}
        assert sorted(plans) == desk.slugs
        return gather_tasks(corpus, Wanted(tuple(desk.slugs), OWN_VARIANT, plans), {})

    gathered = use_corpus(project, gather, 1)
    blank = _make_blank_pdf()
    tasks = [replace(task, edition=1) for task in gathered.tasks]
    options = choose_refresh(project, gathered.vocabulary, BuildOptions(date=_DAY, processes=1))
    for task, outcome in make_drafts(tasks, options):
        draft = outcome.value  # type: ignore[union-attr]  # an outcome that has none fails the test
        printed = replace(draft, result=Printed(blank, 1))
        place_editions(project.editions, [freeze_draft(project, printed, name_variant(task.topic, task.variant))])


def _make_blank_pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


def unpack_mails(post: Post, folder: Path) -> None:
    """Lay out what was mailed as its readers find it: ``<person>/<topic>/`` with the source and each part of it."""
    for to, accepted in post.accepted:
        data = accepted.as_bytes()
        message = parse(data)
        names = [part.get_filename() or "" for part in message.iter_attachments()]
        place = folder / to.partition("@")[0] / names[0].removesuffix(".pdf")
        place.mkdir(parents=True)
        (place / "source.eml").write_bytes(data)
        for number, part in enumerate(message.walk()):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                (place / f"{number}{Path(part.get_filename() or 'part.txt').suffix}").write_bytes(content)


def find_leaks(desk: Desk, folder: Path, readers: Mapping[str, Sequence[Person]]) -> tuple[list[str], int]:
    """Find words in a folder's files that one of their readers may not see; and count the words that all may.

    `readers` are by the first folder on the way to a file, "" for all others.
    """
    leaks, allowed = [], 0
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        parts = path.relative_to(folder).parts
        slug = next((part for part in parts if part in desk.slugs), "")
        texts = [squeeze("/".join(parts)), *map(squeeze, read_texts(path))]
        found = [word for word in desk.canaries if any(word in text for text in texts)]
        for word in found:
            level = desk.canaries[word]
            people = readers.get(parts[0], readers.get("", ()))
            blind = [one.name for one in people if not one.may_see(level, slug)]
            leaks += [f"{path.relative_to(folder)}: {level.label if level else 'never'} for {name}" for name in blind]
            allowed += not blind
    return leaks, allowed


def check_all(desk: Desk, post: Post, folder: Path) -> int:
    """Check every way out; give how many words were seen by those who may see them."""
    unpack_mails(post, folder / "mails")
    each = {one.name: (one,) for one in desk.people}
    by_channel = {name: [one for one in desk.people if one.channel == name] for name in ("library", "closed")}
    public = Person("anybody", "library", Marking.CLEAR, is_own=False, named_for=())
    ways = (
        ("mails", each),
        ("share", each),
        ("library", {"": (*by_channel["library"], public)}),
        ("closed", {"": by_channel["closed"]}),
    )
    counted = 0
    for name, readers in ways:
        leaks, allowed = find_leaks(desk, folder / name, readers) if (folder / name).is_dir() else ([], 0)
        assert leaks == [], "\n".join(leaks)
        counted += allowed
    return counted


def send_all(desk: Desk) -> None:
    """Send; what is held back by a marking is no fault. What the command says names no closed text."""
    ran = run_briefgen("send", folder=desk.folder, seconds=300)
    assert ran.code in (0, 6), ran.err
    assert "Traceback" not in ran.err
    said = (ran.out + ran.err).lower()
    assert [word for word, level in desk.canaries.items() if level is not Marking.CLEAR and word in said] == []


@pytest.mark.parametrize("seed", _SEEDS)
def test_no_word_reaches_who_may_not_see_it(seed: int, tmp_path: Path, post: Post) -> None:
    """Of 40 mixes each: not in the page, the mail's source, the folder, the site's lists, feed, map and search."""
    desk = make_desk(tmp_path, seed, post.port)
    assert len(list(desk.list_mixes())) == TOPICS * PEOPLE
    shelve_pages(desk)
    send_all(desk)
    assert check_all(desk, post, tmp_path) > 0


def test_nor_in_a_printed_pdf(tmp_path: Path, post: Post) -> None:
    """40 mixes through `issue`: text, tags, alternatives, bookmarks, metadata, enclosed files and streams.

    The editions are signed: then their records leave too.
    """
    desk = make_desk(tmp_path, 1000, post.port)
    subprocess.run((find_ssh_keygen(), "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"), check=True)
    with (desk.folder / "briefgen.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'signing_key = "{tmp_path}/key"\n')
    ran = run_briefgen("issue", *desk.slugs, "--force", "made for a test", folder=desk.folder, seconds=600)
    assert "Traceback" not in ran.err
    assert list(desk.folder.glob("output/editions/*/*/*/*.pdf"))
    send_all(desk)
    assert list((tmp_path / "library").rglob("edition.json.sig"))
    assert check_all(desk, post, tmp_path) > 0


def test_the_oracle_sees_a_leak(tmp_path: Path, post: Post) -> None:
    """A closed word that is put where its reader finds it, packed or in capitals, is found."""
    desk = make_desk(tmp_path, 7, post.port)
    word = next(word for word, level in desk.canaries.items() if level is Marking.RED)
    (tmp_path / "library/pages").mkdir()
    for name, data in (
        ("a.html", word.upper().encode()),
        ("b.pf_index", gzip.compress(f"x{word[:4]}-{word[4:]}".encode())),
    ):
        (tmp_path / "library/pages" / name).write_bytes(data)
        with pytest.raises(AssertionError, match="TLP:RED for anybody"):
            check_all(desk, post, tmp_path)
        (tmp_path / "library/pages" / name).unlink()
