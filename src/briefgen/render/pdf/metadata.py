"""What makes the PDF library's file both PDF/A-3a and PDF/UA-1, told once it is drawn and before it is written.

WeasyPrint writes one profile at a time and compresses the metadata, which PDF/A forbids (ISO 19005-3, 6.6.2.1). So
it writes PDF/A-3a, and here the metadata gets PDF/UA's identifier (ISO 14289-1, 5) with the extension schema
that PDF/A asks for where it meets an identifier it does not know (6.6.2.3). Nothing here knows the clock.
"""

from typing import TYPE_CHECKING, Any

import briefgen
from briefgen.model.page import Page
from briefgen.render.typefaces.ligatures import mend_ligatures

if TYPE_CHECKING:
    from weasyprint.document import Document

VARIANT = "pdf/a-3a"
_PRINT_FLAG = 4
_END = b"</rdf:RDF>"
_UA_IDENTIFIER = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_LANGUAGE = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language></rdf:Description>
"""


def describe_document(document: "Document", page: Page) -> None:
    """Set what the page's own head does not say: what made the file, and when, which is its print date at midnight."""
    document.metadata.generator = f"briefgen {briefgen.__version__}"
    if page.printed:
        document.metadata.created = document.metadata.modified = f"{page.printed}T00:00:00Z"


def complete_file(document: "Document", pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Complete the drawn file: identifier, language, page labels, flags of annotations, associated files once each."""
    _complete_metadata(pdf, document.metadata.lang or "und")
    _label_pages(pdf)
    mend_ligatures(pdf)
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = _PRINT_FLAG  # PDF/UA-1, 7.18.1
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # WeasyPrint names each twice


def _complete_metadata(pdf: Any, language: str) -> None:  # noqa: ANN401 - pydyf has no types
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.compress = False
    packet = b"\n".join(stream.stream)
    stream.stream = [packet.replace(_END, _UA_IDENTIFIER + _LANGUAGE.format(language).encode() + _END, 1)]


def _label_pages(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Let viewers name sheets as their feet do: 1, 2, 3 (ISO 32000-1, 12.4.2)."""
    import pydyf

    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
