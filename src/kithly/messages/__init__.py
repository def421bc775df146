"""What to say: facts with evidence, drafts, etiquette, approval."""

from kithly.messages.draft import Breach, Claim, Draft

__all__ = ["Breach", "Claim", "Draft"]
