"""A digest of all that the second opinion is learned from: a test tells when the weights are out of date."""

from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).parent
DEMO_REQUESTS = HERE.parents[2] / "requests_app" / "data" / "demo_requests.jsonl"


def digest() -> str:
    """Of the labelled requests, the own texts and the short wordings, in this order."""
    read = blake2b(digest_size=8)
    for path in (DEMO_REQUESTS, *sorted(HERE.glob("own_requests_*.txt")), HERE / "phrases_to_learn.txt"):
        read.update(path.read_bytes())
    return read.hexdigest()
