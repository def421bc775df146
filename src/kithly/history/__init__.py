"""What happened between ego and alters."""

from kithly.history.by_quarter import (
    QUARTER_DAYS,
    ByQuarter,
    by_quarter,
    calendar_quarter,
    heights,
    position,
    quarter_start,
)
from kithly.history.by_year import by_year
from kithly.history.companies import company_key, domain_company, is_at_domain, is_no_employer, is_same_company
from kithly.history.due_dates import Due
from kithly.history.exchanges import FEW_RECIPIENTS, ONE_READER, Exchange, Readers, newest_first
from kithly.history.happenings import Happenings, happenings
from kithly.history.interactions import (
    EGO,
    LINKEDIN,
    MASS_MAIL,
    NOBODY,
    Interactions,
    RecordColumns,
    addressed,
    lived,
    of_persons,
    resolve,
)
from kithly.history.introductions import introduction_in, third_hands
from kithly.history.lasts import (
    NEVER,
    Lasts,
    OpenQuestions,
    Talks,
    last_contacts,
    newest_records,
    open_questions,
    questions_they_left,
    talks,
)
from kithly.history.mailings import Mailing, mailings
from kithly.history.promises import Promise, PromiseKind, promises_in
from kithly.history.quarters import QUARTERS, QuarterColumns, Quarters, quarter_of, quarters
from kithly.history.quoting import quotable, with_ellipsis, without_ellipsis
from kithly.history.returns import Return, last_return
from kithly.history.sensitive import is_sensitive
from kithly.history.short_topics import short_topic, thing_in
from kithly.history.signature import Employer, Signature, employer, read_signature
from kithly.history.signature_contacts import Contacts
from kithly.history.signature_work import Work
from kithly.history.silences import (
    ANSWERED_WITHIN,
    LONG_SILENCE,
    Reached,
    Returned,
    came_back,
    reached_out,
    silences_ended,
)
from kithly.history.topic import (
    Topic,
    bare_subject,
    best_sentence,
    is_sensitive_talk,
    is_telling_subject,
    last_talk,
    pieces,
    sentences,
    shortened,
    topic,
)
from kithly.history.wishes import WishKind, gathered, wish_in, wish_phrases

__all__ = [
    "ANSWERED_WITHIN",
    "EGO",
    "FEW_RECIPIENTS",
    "LINKEDIN",
    "LONG_SILENCE",
    "MASS_MAIL",
    "NEVER",
    "NOBODY",
    "ONE_READER",
    "QUARTERS",
    "QUARTER_DAYS",
    "ByQuarter",
    "Contacts",
    "Due",
    "Employer",
    "Exchange",
    "Happenings",
    "Interactions",
    "Lasts",
    "Mailing",
    "OpenQuestions",
    "Promise",
    "PromiseKind",
    "QuarterColumns",
    "Quarters",
    "Reached",
    "Readers",
    "RecordColumns",
    "Return",
    "Returned",
    "Signature",
    "Talks",
    "Topic",
    "WishKind",
    "Work",
    "addressed",
    "bare_subject",
    "best_sentence",
    "by_quarter",
    "by_year",
    "calendar_quarter",
    "came_back",
    "company_key",
    "domain_company",
    "employer",
    "gathered",
    "happenings",
    "heights",
    "introduction_in",
    "is_at_domain",
    "is_no_employer",
    "is_same_company",
    "is_sensitive",
    "is_sensitive_talk",
    "is_telling_subject",
    "last_contacts",
    "last_return",
    "last_talk",
    "lived",
    "mailings",
    "newest_first",
    "newest_records",
    "of_persons",
    "open_questions",
    "pieces",
    "position",
    "promises_in",
    "quarter_of",
    "quarter_start",
    "quarters",
    "questions_they_left",
    "quotable",
    "reached_out",
    "read_signature",
    "resolve",
    "sentences",
    "short_topic",
    "shortened",
    "silences_ended",
    "talks",
    "thing_in",
    "third_hands",
    "topic",
    "wish_in",
    "wish_phrases",
    "with_ellipsis",
    "without_ellipsis",
]
