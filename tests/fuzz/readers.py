"""What reads foreign bytes and is no source of files: parts of mail, answers of servers, the user's own small files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.contracts.networks.bluesky_server import DID, HANDLE, author, post
from tests.contracts.networks.mastodon_server import ACCOUNT, account, status
from tests.fuzz.judging import judged, texts_of
from tests.fuzz.samples import GOLDEN

from kithly.app.reminding.answers import read_answer
from kithly.app.settings import read_settings
from kithly.errors import KithlyError, SettingsError, StoreError
from kithly.messages.findings import read_finding
from kithly.records import Identity, IdentityKind, Party, Problem, Sighted
from kithly.sources._formats.asks import asks
from kithly.sources._formats.decode import decode
from kithly.sources._formats.email import guarded, read_message
from kithly.sources._formats.email.addresses import parse_parties
from kithly.sources._formats.email.dates import envelope_date, parse_date
from kithly.sources._formats.email.html import html_to_text
from kithly.sources._formats.email.words import header_text
from kithly.sources._formats.feed import FeedRefused, read_feed
from kithly.sources._formats.page import read_page
from kithly.sources._formats.quotes import cut
from kithly.sources._formats.webtext import plain, plain_line, sound, web_address
from kithly.sources.bluesky.posts import post_news
from kithly.sources.github.events import Event, event_news, event_of
from kithly.sources.imap.autoconfig import servers_of
from kithly.sources.imap.messages import Seen, read_head, read_whole, seen_of
from kithly.sources.imap.structure import TooDeep, read_structure
from kithly.sources.mastodon.statuses import Whose, status_news
from kithly.sources.mbox.splitter import split
from kithly.store.archives.manifest import from_text
from kithly.store.archives.reading import flaws, read_manifest
from kithly.transport.dav_words import read_multistatus
from kithly.transport.http import Answer
from kithly.transport.secrets import SecretMissing, Secrets
from kithly.transport.xml import XmlRefused, parse_xml
from kithly.websearch.results import Fields, results_of
from kithly.writers.events import events
from kithly.writers.thinking import spoken

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZITA = Party(name="Zita", identity=Identity(IdentityKind.MASTODON, "zita@tide.example"))
Read = Callable[[bytes], object]


def keeps(told: Any) -> Any:
    """Return what was told, once all its texts can be kept."""
    for text in texts_of(told):
        text.encode()
    return told


def as_text(read: Callable[[str], object]) -> Read:
    """Return a reader of text as one of bytes: the text is as a mail or page would be decoded."""
    return lambda data: keeps(read(decode(data)))


def as_json(read: Callable[[Any], object]) -> Read:
    """Return a reader of parsed JSON as one of bytes; what is no JSON is refused before it comes to the reader."""

    def parsed(data: bytes) -> object:
        try:
            told = json.loads(data)
        except (ValueError, RecursionError):
            return None
        return keeps(read(told))

    return parsed


def read_mailbox(data: bytes) -> object:
    """Cut a mailbox into messages: nothing is lost, nothing comes twice."""
    pieces = list(split(BytesIO(data)))
    assert b"".join(piece.raw for piece in pieces) == data
    return pieces


def read_mail(data: bytes) -> object:
    """Read one mail; a flaw is told with its place."""
    told = guarded(lambda: read_message(data), at="here")
    return judged([told] if isinstance(told, Problem) else [Sighted(record=told, at="here", observed_at=NOW)])


def read_feed_bytes(data: bytes) -> object:
    """Read a feed, or be told in words why it is none."""
    with suppress(FeedRefused):
        return keeps(read_feed(data, url="https://ana.example/feed", fetched=NOW))
    return None


def read_dav(data: bytes) -> object:
    """Read an answer of a DAV server, or be told that it is none."""
    with suppress(XmlRefused):
        return keeps(
            [(one.url, one.path, one.status) for one in read_multistatus(data, "https://ana.example/").statuses]
        )
    return None


def read_xml(data: bytes) -> object:
    """Read plain XML, or be told that it is none."""
    with suppress(XmlRefused):
        return parse_xml(data)
    return None


def read_autoconfig(data: bytes) -> object:
    """Read what a provider says of its mail servers."""
    return keeps(servers_of(Answer(status=200, url="https://ana.example/", headers={}, body=data), "ana@ana.example"))


def read_fetched(data: bytes) -> object:
    """Read what a mail server says of messages, as the library parses it."""
    from imapclient.response_parser import parse_fetch_response  # noqa: PLC0415 - only accounts load it

    from kithly.transport.imap_failures import Failures  # noqa: PLC0415

    try:
        with Failures("imap", "ana@ana.example", "ana.example", "secret").told():
            found = parse_fetch_response([data], normalise_times=False)
    except KithlyError:
        return None
    for uid, answer in found.items():
        seen = seen_of(uid, answer, folder="INBOX", label="")
        if isinstance(seen, Seen):
            judged([one for one in (read_head(seen), read_whole(seen, data)) if isinstance(one, Problem | Sighted)])
        with suppress(ValueError, TooDeep):
            read_structure(answer.get(b"BODYSTRUCTURE"), with_html=True)
    return found


def read_status(told: Any) -> object:
    """Read a post of the fediverse."""
    whose = Whose(host="tide.example", account=ACCOUNT, party=ZITA)
    return status_news(told, whose, NOW) if isinstance(told, dict) else None


def read_post(told: Any) -> object:
    """Read a post of Bluesky."""
    return post_news(told, ZITA, DID, NOW) if isinstance(told, dict) else None


def read_event(told: Any) -> object:
    """Read an event of GitHub."""
    found = event_of(told, "zita", NOW) if isinstance(told, dict) else None
    return event_news(found, ZITA, "zita") if isinstance(found, Event) else found


def read_stream(data: bytes) -> object:
    """Read what a language model says, in pieces as they come."""
    pieces = [data[place : place + 7] for place in range(0, len(data), 7)]
    try:
        return keeps("".join(spoken(events(pieces))))
    except ValueError as error:
        assert str(error) == "too long"  # noqa: PT017 - the one refusal there is
        return None


def in_a_file(read: Callable[[Path], object], name: str) -> Read:
    """Return a reader of a file by its name as one of bytes."""

    def written(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return read(path)

    return written


def read_own_settings(path: Path) -> object:
    """Read the settings, or be told what is wrong with them."""
    with suppress(SettingsError):
        return keeps(read_settings(path.parent, {}))
    return None


def read_own_secret(path: Path) -> object:
    """Read a secret out of the file of secrets, or be told that there is none."""
    with suppress(SecretMissing):
        return Secrets(path.parent).get("a", place="file")
    return None


def read_own_manifest(data: bytes) -> object:
    """Read what a backup says of itself, or be told that it is none."""
    with suppress(StoreError):
        return keeps(from_text(data, "a.zip"))
    return None


def read_own_backup(path: Path) -> object:
    """Look through a backup, or be told that it is none."""
    with suppress(KithlyError):
        return read_manifest(path), flaws(path)
    return None


def files_of(folder: str, *endings: str) -> Sequence[bytes]:
    """Return the samples of a folder with these endings, small ones first."""
    found = [one.read_bytes() for one in (GOLDEN / folder).rglob("*") if one.suffix.lower() in endings]
    return sorted(found, key=len)[:12]


def written(*told: object) -> Sequence[bytes]:
    """Return values as JSON."""
    return [json.dumps(one, default=str).encode() for one in told]


MAILS = files_of("eml", ".eml")
TEXTS = [b"Hello\n\nCould you send it?\n\n-- \nZita\n", *files_of("signatures", ".txt")]
PAGES = [b"<p>Hello &amp; <a href='https://a.example/?b=1'>you</a><br>x</p>", *files_of("feed", ".html")]
MULTISTATUS = (
    b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/c/1.vcf</d:href><d:propstat><d:prop>'
    b"<d:getetag>1</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
    b"<d:sync-token>t</d:sync-token></d:multistatus>"
)
AUTOCONFIG = (
    b'<clientConfig><emailProvider id="a"><incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname>'
    b"<port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>"
    b"</emailProvider></clientConfig>"
)
FETCHED = (
    b'1 (UID 7 FLAGS (\\Seen) RFC822.SIZE 90 INTERNALDATE "02-Mar-2026 09:00:00 +0000" X-GM-LABELS (a "b c") '
    b'BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" 9 1 NIL NIL NIL)("TEXT" "HTML" NIL NIL NIL '
    b'"7BIT" 9 1 NIL NIL NIL) "ALTERNATIVE" ("BOUNDARY" "b") NIL NIL) BODY[HEADER] "From: a@a.example")'
)
SETTINGS = b'minutes = 12\n[network]\nread_pages = true\nown_hosts = ["wiki.lan"]\n[outbox]\nundo_seconds = 3\n'
MANIFEST = (
    b'{"form": 1, "schema": "0001", "made_at": "2026-03-02T09:00:00+00:00", "kithly": "0.1", "why": "hand", "network": '
    b'"a", "counts": {"people": 1, "records": 1, "decisions": 1}, "canonical": {"form": 1, "sha256": "00"}, "files": '
    b'[{"name": "kithly.db", "bytes": 1, "sha256": "00"}]}'
)
STATUS = status(
    "1", "<p>words</p>", NOW, account("zita", ACCOUNT), tags=[{"name": "t"}], card={"title": "t", "url": "u"}
)
BOOST = status("2", "words", NOW, account("zita", ACCOUNT), reblog=STATUS)
EMBED = {"external": {"uri": "u", "title": "t", "description": "d"}, "images": [{"alt": "a"}]}
FACETS = [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "t"}]}]
SKEET = post(f"at://{DID}/x/y", "words", NOW, author(DID, HANDLE, "Zita"), embed=EMBED, tags=["t"], facets=FACETS)
RELEASE = {"action": "published", "release": {"tag_name": "t", "name": "n", "body": "b", "html_url": "u"}}
EVENT = {"type": "ReleaseEvent", "actor": {"login": "zita"}, "repo": {"name": "a/b"}, "id": "1", "public": True,
         "created_at": NOW, "payload": RELEASE}  # fmt: skip
RESULT = {"title": "a", "url": "https://a.example/", "content": "b", "publishedDate": "2026-01-01T00:00:00Z"}

READERS: Mapping[str, tuple[Read, Sequence[bytes]]] = {
    "mail-splitter": (read_mailbox, files_of("mbox", ".mbox")),
    "mail-message": (read_mail, MAILS),
    "mail-dates": (as_text(parse_date), [b"Mon, 02 Mar 2026 09:00:00 +0200 (CEST)", b"2 Mar 26 9:00 EST"]),
    "mail-separator-dates": (envelope_date, [b"From a@a.example Mon Mar  2 09:00:00 2026\n"]),
    "mail-addresses": (
        as_text(parse_parties),
        [b'"Lee, Ana" <ana@a.example>, g: b@b.example (Ben), "\\"c" <c@c.example>;'],
    ),
    "mail-words": (lambda data: keeps(header_text(data)), [b"=?utf-8?Q?Zo=C3=AB?= =?iso-2022-jp?B?GyRCOzMbKEI=?= x"]),
    "mail-quotes": (as_text(cut), [*TEXTS, b"Yes.\n\nOn Mon, Ana <a@a.example> wrote:\n> Shall we?\n>> old\n"]),
    "mail-html": (as_text(html_to_text), PAGES),
    "mail-asks": (as_text(asks), TEXTS),
    "feeds": (read_feed_bytes, files_of("feed", ".rss", ".atom", ".json")),
    "pages": (lambda data: keeps(read_page(data, url="https://ana.example/", fetched=NOW)), PAGES),
    "web-text": (as_text(lambda text: (plain(text), plain_line(text), sound(text), web_address(text))), PAGES),
    "dav": (read_dav, [MULTISTATUS]),
    "xml": (read_xml, [MULTISTATUS, AUTOCONFIG]),
    "autoconfig": (read_autoconfig, [AUTOCONFIG]),
    "imap": (read_fetched, [FETCHED]),
    "mastodon": (as_json(read_status), written(STATUS, BOOST)),
    "bluesky": (as_json(read_post), written(SKEET)),
    "github": (as_json(read_event), written(EVENT)),
    "web-search": (as_json(lambda told: results_of(told, Fields())), written([RESULT])),
    "model-stream": (read_stream, [b'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\ndata: [DONE]\n\n']),
    "digest-answers": (as_text(lambda text: read_answer(text, 9)), [b"1 done, 2 and 3 later\n4-6 no\n> 1 done\n"]),
    "findings": (as_text(read_finding), [b"Night ferries https://a.example/talks/night-ferries\nShe gave a talk"]),
    "settings": (in_a_file(read_own_settings, "settings.toml"), [SETTINGS]),
    "secrets": (
        in_a_file(read_own_secret, "secrets.json"),
        [b'{"a": "{\\"form\\": \\"password\\", \\"value\\": \\"x\\"}"}'],
    ),
    "backup-manifest": (read_own_manifest, [MANIFEST]),
    "backup": (in_a_file(read_own_backup, "a.zip"), [b"PK\x05\x06" + bytes(18)]),
}
