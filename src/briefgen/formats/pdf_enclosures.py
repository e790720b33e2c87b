"""The files that a PDF encloses, read by pdfium; hostile PDFs are to be read in a confined worker."""

from briefgen.formats.document import DocumentRefusedError

_MOST = 64


def read_enclosed(data: bytes, name: str, most: int) -> bytes | None:
    """Read the first enclosed file of that name, at most `most` bytes of it; None where there is none.

    Raises DocumentRefusedError where the data is no PDF that can be opened, or the file is longer.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        raise DocumentRefusedError(f"it is no PDF that can be opened ({error})") from error
    try:
        for index in range(min(pdf.count_attachments(), _MOST)):
            enclosed = pdf.get_attachment(index)
            if enclosed.get_name() == name:
                found = bytes(enclosed.get_data())
                if len(found) > most:
                    raise DocumentRefusedError(f"the enclosed {name} is longer than {most:,} bytes")
                return found
    except PdfiumError as error:
        raise DocumentRefusedError(f"what it encloses cannot be read ({error})") from error
    finally:
        pdf.close()
    return None
