"""The style sheets that a page takes in, each by its file's name in the template folders."""

import re

from jinja2 import Environment
from markupsafe import Markup

from briefgen.render.templating.templates import FolderLoader

#: The one sheet of which every folder's is taken, so that a house style need only name what it changes.
TOKENS = "tokens"


class StyleSheets:
    """The style sheets of one print: ``styles.brief`` is ``brief.css`` of the first folder that has one.

    ``styles.tokens`` is the shipped ``tokens.css`` and then the project's own, whose values win.
    """

    def __init__(self, environment: Environment) -> None:
        loader = environment.loader
        assert isinstance(loader, FolderLoader)  # noqa: S101 - make_environment gives no other
        self._loader = loader

    def __getitem__(self, name: str) -> Markup:
        """Load a style sheet, to stand inside ``<style>``, which it cannot end. Raises TemplateNotFound."""
        file = f"{name}.css"
        found = reversed(self._loader.find_all(file)) if name == TOKENS else (self._loader.find(file),)
        text = "\n".join(sheet.text.strip() for sheet in found)
        return Markup(re.sub(r"</(?=style)", r"<\\/", text, flags=re.IGNORECASE))  # noqa: S704 - a template's own text

    def __contains__(self, name: object) -> bool:
        """Whether a folder has a style sheet of this name."""
        return isinstance(name, str) and bool(self._loader.find_all(f"{name}.css"))
