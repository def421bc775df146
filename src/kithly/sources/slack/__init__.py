"""The source of a Slack workspace's export."""

from kithly.sources.slack.source import Slack

__all__ = ["Slack"]
