"""Axe, asked for what it finds wrong with a page, and for nothing of what is right, which takes it half of its time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: WCAG 2.2 level AA, and what axe's makers advise besides.
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def find_violations(tab: "Page", **options: object) -> list[Mapping[str, Any]]:
    """Ask axe of the page in a tab; `options` are its own besides."""
    asked = {"runOnly": list(_RULES), "resultTypes": ["violations"], **options}
    found: list[Mapping[str, Any]] = Axe().run(tab, options=asked).response["violations"]
    return found


def tell_violations(found: list[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Name each rule with the first elements that break it."""
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
