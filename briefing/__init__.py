"""French articles in, a trustworthy English briefing out."""

__version__ = "0.1.0"
