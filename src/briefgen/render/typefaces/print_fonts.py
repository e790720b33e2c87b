"""The fonts as WeasyPrint wants them: registered with Fontconfig from where they lie, without a copy.

WeasyPrint's own way is ``@font-face``, which writes each font into a temporary folder, so it needs a place
to write; this class takes the files as they lie. It uses names that WeasyPrint does not promise to keep, so the
version is pinned to 70 and a test prints with it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

from briefgen.render.typefaces.fonts import Face

#: CSS weights as Fontconfig counts them (fontconfig.h: FC_WEIGHT_REGULAR, _DEMIBOLD, _BOLD).
_WEIGHTS = {400: 80, 600: 180, 700: 200}
_ITALIC = 100
_RULE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<match target="scan"><test name="file" compare="eq"><string>{path}</string></test>
<edit name="family" mode="assign_replace"><string>{family}</string></edit>
<edit name="weight" mode="assign_replace"><int>{weight}</int></edit>
<edit name="slant" mode="assign_replace"><int>{slant}</int></edit></match></fontconfig>"""


class PrintFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A font configuration that knows our faces and takes no others."""

    def add_font_face(self, rule_descriptors: Any, url_fetcher: object) -> None:  # noqa: ANN401 - as WeasyPrint has it
        """Refuse a style sheet's own font, which would have to be written to disk."""
        LOGGER.warning("the font %r was not taken: briefs use their own fonts only", rule_descriptors["font_family"])

    def add_face(self, face: Face, path: Path) -> None:
        """Make the face known under its family's name."""
        rule = _RULE.format(
            path=escape(str(path)),
            family=face.family,
            weight=_WEIGHTS[face.weight],
            slant=_ITALIC if face.is_italic else 0,
        )
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, rule.encode(), True)
        if not fontconfig.FcConfigAppFontAddFile(self._config, str(path).encode()):
            LOGGER.warning("the font %s cannot be read", path)

    def finish(self) -> None:
        """Tell Pango that the configuration has changed."""
        pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", self.font_map))


def open_fonts(faces: Mapping[Face, Path]) -> PrintFonts:
    """Make a font configuration of the faces in these files."""
    fonts = PrintFonts()
    for face, path in faces.items():
        fonts.add_face(face, path)
    fonts.finish()
    return fonts
