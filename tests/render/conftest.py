"""What the tests of rendering share: the made-up brief, laid out and printed once."""

import pytest
from laid_out import lay_out

from briefgen.model.page import Page, Printed
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import make_brief


@pytest.fixture(scope="session")
def page() -> Page:
    """Return the made-up brief, laid out."""
    return lay_out(make_brief())


@pytest.fixture(scope="session")
def printed(page: Page) -> Printed:
    """Return the made-up brief, printed."""
    return print_pdf(page, "made-up")
