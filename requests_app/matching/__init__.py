"""From words to offers that fit: understanding → limits → ranking → explanation (docs/matching.md)."""

RULES_VERSION = "2026.11-5"
