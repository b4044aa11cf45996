"""A mail of a few sentences and one button: the form of nearly all we send about a request."""

from django.utils.functional import Promise

from network.outbox import Mail

Text = str | Promise


def letter(
    to: str,
    subject: Text,
    *paragraphs: Text,
    url: str,
    button: Text,
    why: Text,
    name: str = "",
    language: str = "nl",
) -> Mail:
    """`why` says why this reader gets the mail. Nothing in it tells who the resident is."""
    return Mail(
        to=to,
        subject=str(subject),
        template="email/requests/letter",
        context={"paragraphs": paragraphs, "url": url, "button": button, "why": why, "name": name},
        language=language,
    )
