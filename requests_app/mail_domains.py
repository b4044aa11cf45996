"""The part of an e-mail address after the @, and what it says about where somebody works."""

# Everybody can have an address or a page here, so it says nothing about where somebody works.
OPEN_TO_ALL = frozenset(
    {
        "aol.com", "casema.nl", "chello.nl", "facebook.com", "gmail.com", "gmx.com", "gmx.de", "gmx.net",
        "google.com", "googlemail.com", "hetnet.nl", "home.nl", "hotmail.be", "hotmail.com", "hotmail.nl",
        "icloud.com", "instagram.com", "kpnmail.nl", "kpnplanet.nl", "linkedin.com", "live.com", "live.nl",
        "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "onsbrabantnet.nl", "outlook.com",
        "outlook.nl", "pm.me", "planet.nl", "proton.me", "protonmail.com", "quicknet.nl", "solcon.nl",
        "telfort.nl", "tele2.nl", "tutanota.com", "upcmail.nl", "versatel.nl", "wanadoo.nl", "web.de",
        "wordpress.com", "xs4all.nl", "yahoo.com", "yahoo.nl", "ymail.com", "zeelandnet.nl", "ziggo.nl",
        "zonnet.nl", "kpn.com", "kpn.nl",
    }
)  # fmt: skip


def domain_of(address: str) -> str:
    """ "i.vos@praktijk.example" → "praktijk.example"; "" for what is no address."""
    return address.rpartition("@")[2].strip().lower().rstrip(".")


def belongs_to(domain: str) -> list[str]:
    """The domain and those it is part of, without the last word alone: "a.b.nl" → ["a.b.nl", "b.nl"]."""
    words = domain.split(".")
    return [".".join(words[number:]) for number in range(len(words) - 1)]


def is_open_to_all(domain: str) -> bool:
    """Free mail, providers and sites where anybody makes a page: never the domain of an organisation."""
    return any(part in OPEN_TO_ALL for part in belongs_to(domain))
