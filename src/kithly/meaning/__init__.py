"""The meaning of text: adapters of the port `kithly.reasons.relevance.Meaning`.

`wordllama` needs the extra ``meaning``.
"""
