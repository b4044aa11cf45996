"""From a delivery to a mail, made at hand-over from the records as they are then."""

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from network.outbox.models import Delivery
from network.outbox.registry import Mail, kind_of

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def compose(delivery: Delivery) -> EmailMultiAlternatives | None:
    """The mail as it leaves, text with an HTML twin; None when it is no longer needed.

    Raises LookupError for an unknown kind, and whatever the kind's renderer raises.
    """
    mail = kind_of(delivery.notification).render(delivery.notification)
    if mail is None or not mail.to:
        return None
    return build(mail, delivery.message_id)


def build(mail: Mail, message_id: str) -> EmailMultiAlternatives:
    with translation.override(mail.language):
        context = {"subject": mail.subject, "site_url": settings.SITE_URL, **mail.context}
        text = render_to_string(f"{mail.template}.txt", context)
        html = _inliner.inline(render_to_string(f"{mail.template}.html", context))
        subject = str(mail.subject)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[mail.to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    for attachment in mail.attachments:
        message.attach(attachment.name, attachment.content, attachment.content_type)
    return message
