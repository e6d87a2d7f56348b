"""How many tokens a text may have, before anybody has counted them."""

# About four characters of English to a token (o200k); JSON and formulas run a little denser.
CHARACTERS_PER_TOKEN = 3.6


def estimate_tokens(text: str) -> int:
    """Return an estimate of the tokens in `text`, 0 for an empty one."""
    return round(len(text) / CHARACTERS_PER_TOKEN + 0.5) if text else 0
