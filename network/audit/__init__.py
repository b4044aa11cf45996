"""The register: each look at a person's file is on record, before the page is shown."""

from network.audit.recording import Seen, record, record_list

__all__ = ["Seen", "record", "record_list"]
