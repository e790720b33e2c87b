"""Digests: the SHA-256 of bytes and of text, in hexadecimal."""


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data`, 64 lower-case hexadecimal digits."""
    # OpenSSL takes some 15 ms to load, and `--help` digests nothing.
    import hashlib

    return hashlib.sha256(data).hexdigest()


def digest_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8; a lone surrogate counts as itself and is no error."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))
