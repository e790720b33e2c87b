"""The project's settings: ``briefgen.toml`` or ``[tool.briefgen]`` in ``pyproject.toml``."""

from dataclasses import dataclass

from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, typed. `default_tlp` is None where nothing is said (then TLP:RED, with a warning)."""

    analyst: str = ""
    desk: str = ""
    contact: str = ""
    address: str = ""  # where a brief stands permanently; {slug} is its topic's
    language: str = "en"
    default_tlp: Marking | None = None
    quotes: str = "marked"  # "marked" | "proven"
    ignore_keys: tuple[str, ...] = ()
    paper: str = "a4"  # "a4" | "letter"
    max_quote_share: float = 0.25  # of the analyst's words, 0 to 1
    tell_withheld: bool = False
    recipients: str = "corpus/recipients.yaml"  # from the project's folder
    channels: str = "corpus/channels.yaml"  # from the project's folder
    organisation: str = ""  # whose briefs these are: TLP:AMBER+STRICT stays within it
    signing_key: str = ""  # the file of the key that signs editions, from the project's folder or ~; "": none are
    pdf_key: str = ""  # the PKCS#12 file that signs PDFs, from the project's folder or ~; "": none are signed
    pdf_key_password: str = ""  # where it is kept: env:VARIABLE or keyring:SERVICE
    allowed_signers: str = "corpus/allowed_signers"  # from the project's folder
    csl: str = ""  # a citation style's path from the project's folder; "": the default style
