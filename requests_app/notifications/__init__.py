"""What we tell whom about a request: a file per reader, each registers how its mails read."""

from requests_app.notifications import account, ambassador, partner, professional, resident

__all__ = ["account", "ambassador", "partner", "professional", "resident"]
