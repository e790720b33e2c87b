"""How files name a password without telling it: ``env:VARIABLE``, ``keyring:SERVICE`` or ``keyring:SERVICE/USER``."""

KEPT = r"env:[A-Za-z_][A-Za-z0-9_]*|keyring:[^\s/]+(?:/\S+)?"
KEPT_HINT = "env:VARIABLE or keyring:SERVICE; a password never stands in a file"
