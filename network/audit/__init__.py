"""The register: each look at a person's file is on record, before the page is shown."""

from network.audit.recording import record

__all__ = ["record"]
