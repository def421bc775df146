"""What goes wrong with a mail server, as one of three failures: retry later, sign in again, stop."""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator

from kithly.errors import KithlyError, SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.transport.addresses import Refusal

LATER = "Try again later: kithly sync"
AGAIN = "Sign in again with an app password: kithly account add"
WRONG = "Check the server of the account: kithly account add --server HOST:PORT"
QUOTED = 160  # characters of a server's own words that are shown

# Response codes of RFC 3501, 5530 and of large providers
_BUSY = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|THROTTLED|OVERQUOTA|TRYAGAIN)|too many|try again|temporar|timed? ?out|"
    r"exceeded (?:command|bandwidth)|simultaneous connections|not? available",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\[(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|CONTACTADMIN)", re.IGNORECASE
)
_CODE = re.compile(r"^[^\w\[]*(?:(?:NO|BAD|BYE)\s+)?(?:\[[^\]]{0,200}\]\s*)*")
_BYTES = re.compile(r"b(['\"])(.*)\1\]?$")  # the library shows what it got as Python writes it
_COMMAND = re.compile(r"^command: \w+ => ")  # ... behind the command that was refused
_UNSAFE = re.compile(r"[^\x20-\x7e\xa0-\ufffd]+|https?://\S+")


class Failures:
    """Turns what the library raises into words."""

    def __init__(self, source: str, at: str, host: str, secret: str) -> None:
        self._source = source
        self._at = at
        self._host = host
        self._secret = secret

    @contextlib.contextmanager
    def told(self, *, signing_in: bool = False) -> Iterator[None]:
        """Raise every failure of what happens inside as one of the three."""
        try:
            yield
        except KithlyError:
            raise
        except Refusal as error:
            raise self._stop(str(error)) from None
        except imaplib.IMAP4.abort as error:
            raise self._ended(str(error)) from None
        except imaplib.IMAP4.error as error:
            raise self._refused(str(error), signing_in=signing_in) from None
        except ssl.SSLCertVerificationError:
            raise self._later("cannot prove that it is the one it should be (its certificate is not valid)") from None
        except OSError as error:
            raise self._later(_why(error)) from None
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError):
            raise self._stop(f"{self._host} answers as no mail server does") from None

    def _ended(self, text: str) -> KithlyError:
        if "unexpected response" in text or "unexpected tagged" in text:
            return self._stop(f"{self._host} answers as no mail server does")
        said = self._words(text)
        return self._later(f"breaks the connection off{said if 'BYE' in text or _BUSY.search(text) else ''}")

    def _refused(self, text: str, *, signing_in: bool) -> KithlyError:
        if "BYE" in text[:12] or (_BUSY.search(text) and not _DENIED.search(text)):
            return self._later(f"is busy{self._words(text)}")
        if _DENIED.search(text) or signing_in:
            words = f"{self._at}: {self._host} does not take the password or token{self._words(text)}."
            return SourceAuthError(self._source, self._at, words, hint=AGAIN)
        if "literal of" in text or "got more than" in text:
            return self._stop(f"{self._host} sends more than was asked for")
        return self._later(f"refuses what it is asked{self._words(text)}")

    def _later(self, what: str) -> SourceUnavailable:
        return SourceUnavailable(self._source, self._at, f"{self._at}: {self._host} {what}.", hint=LATER)

    def _stop(self, what: str) -> SourceFormatError:
        return SourceFormatError(self._source, self._at, f"{self._at}: {what}.", hint=WRONG)

    def _words(self, text: str) -> str:
        """Return what the server says, made harmless: no codes, no addresses, no secret; in brackets, or nothing."""
        bare = text.replace(self._secret, "***") if self._secret else text
        found = _BYTES.search(bare)
        bare = _CODE.sub("", found[2] if found else _COMMAND.sub("", bare))
        bare = " ".join(_UNSAFE.sub(" ", bare).replace('"', "'").split())[:QUOTED].rstrip(" .:,")
        return f' (it says: "{bare}")' if bare else ""


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    text = str(error).lower()
    if "name or service" in text or "nodename" in text or "getaddrinfo" in text or "no address" in text:
        return "is not known by that name"
    if "refused" in text:
        return "refuses the connection"
    return "breaks the connection off"
