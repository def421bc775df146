"""What a signature tells of its author: whom they work for, as what, and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.history.companies import domain_company
from kithly.history.signature_contacts import Contacts, contacts_of
from kithly.history.signature_work import Work, work_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """Where somebody worked, as their own words of the time say.

    Attributes:
        company: The company, in its own spelling; for a domain alone, its label.
        title: Their title, or empty.
        quote: The exact words that say so.
        is_domain: True if only the address tells it.
    """

    company: str
    title: str
    quote: str
    is_domain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Everything a signature tells.

    Attributes:
        work: Employer and title.
        contacts: Telephone numbers, pages and profiles.
    """

    work: Work
    contacts: Contacts


def read_signature(signature: str, address: str = "") -> Signature:
    r"""Return everything a signature tells, each only where nothing has to be guessed.

    Args:
        signature: The signature that was cut off the message; may be empty.
        address: The address it was written from; may be empty.

    Example:
        >>> read_signature("Ana Lee\nHead of QA, Acme GmbH\\n+49 30 5550100").contacts.phones
        ('+49305550100',)
    """
    return Signature(work=work_of(signature, address), contacts=contacts_of(signature))


def employer(signature: str, address: str = "") -> Employer | None:
    """Return the employer a message names, or None if nothing does without guessing.

    A name counts if it stands beside or below a job title and is no place or department; else if it ends in a legal
    form or is the address's own domain. Nothing is taken out of sentences, registers, disclaimers and list footers.

    Args:
        signature: The signature that was cut off the message; may be empty.
        address: The address it was written from; may be empty.
    """
    work = work_of(signature, address)
    if work.company:
        return Employer(company=work.company, title=work.title, quote=work.quote)
    label = domain_company(address)
    return Employer(company=label, title="", quote=address, is_domain=True) if label else None
