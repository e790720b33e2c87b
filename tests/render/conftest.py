"""What the tests of rendering share: the made-up brief, laid out and printed once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from briefgen.model.page import Page, Printed
from briefgen.render.html import lay_out
from briefgen.render.pdf import print_pdf
from briefs.made_up import make_brief


@pytest.fixture(scope="session")
def page() -> Page:
    """Return the made-up brief, laid out."""
    return lay_out(make_brief())


@pytest.fixture(scope="session")
def printed(page: Page) -> Printed:
    """Return the made-up brief, printed."""
    return print_pdf(page, "made-up")
