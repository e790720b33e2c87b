"""What was filled in a PDF's form (AcroForm, ISO 32000-2, 12.7): its fields' names and values; no script is run."""

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

#: What pdfium hands out; its raw interface has no types.
_Handle: TypeAlias = Any
_MOST_FIELDS = 2_000
_LONGEST_VALUE = 20_000


def open_form(pdf: "PdfDocument") -> bool:
    """Make a document's form ready, before its pages are loaded; tell whether there is one."""
    import pypdfium2.raw as pdfium

    if pdf.get_formtype() != pdfium.FORMTYPE_ACRO_FORM:
        return False
    pdf.init_forms()
    return pdf.formenv is not None


def read_fields(pdf: "PdfDocument", page: "PdfPage") -> Iterator[str]:
    """Yield the filled fields of a page in their order, ``name: value``; empty fields and unticked boxes are none."""
    import pypdfium2.raw as pdfium

    for number in range(min(_MOST_FIELDS, max(0, pdfium.FPDFPage_GetAnnotCount(page.raw)))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET and pdf.formenv:
                yield from _read_field(pdf.formenv.raw, annotation)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _read_field(form: _Handle, annotation: _Handle) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    is_box = kind in {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
    if is_box and not pdfium.FPDFAnnot_IsChecked(form, annotation):
        return
    is_read = kind in {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
    value = _read_text(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation) if is_box or is_read else ""
    shown = _read_text(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    name = shown or _read_text(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    if value:
        yield f"{name}: {value}" if name else value


def _read_text(read: Callable[..., int], form: _Handle, annotation: _Handle) -> str:
    """Return a text that pdfium writes as UTF-16 with a closing NUL, blanks run together."""
    length = min(read(form, annotation, None, 0), _LONGEST_VALUE)
    units = (ctypes.c_ushort * (length // 2 + 1))()
    read(form, annotation, units, ctypes.sizeof(units))
    text = bytes(units).decode("utf-16-le", "replace").split("\0", 1)[0]
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
