"""Templates by themselves: nothing in them lets foreign words out of their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kithly.interfaces.web

WEB = Path(kithly.interfaces.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SCRIPTS = sorted((WEB / "static").glob("*.js"))
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_ADDRESS = re.compile(r"""\b(?:href|src|action|formaction|hx-get|hx-post|hx-put)=["']\{\{\s*(.*?)\s*\}\}""")
# What may stand at the beginning of an address: made by our own code, within this server or checked to be
# https, mailto or tel by `channels`, `app.persons.joined`, `app.sharing` and `app.today.courage`; or a part.
OURS = re.compile(
    r"asset\('[\w./-]+'\)|path|here|where|address|sheet\.page_with\(.*|asked\.[\w.]+\([^)]*\)|(?:told|link|one|courage|handed|view\.idea)\.url|found\.page|item\.url|one\.page|one\.address"
)


def told(path: Path) -> str:
    """Return a template without its comments."""
    return _COMMENT.sub("", path.read_text("utf-8"))


def found(pattern: str, text: str) -> list[str]:
    """Return what fits a pattern, in any case."""
    return [match[0] for match in re.finditer(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "forbidden",
    [
        r"\|\s*safe\b",
        r"\|\s*(?:tojson|xmlattr|urlize|striptags)\b",
        r"autoescape",
        r"\bMarkup\b",
        r"\s[\w-]+=\{[{%]",  # a value without quotation marks
        r"""\b(?:id|class|for|form|list)=["'][^"']*\{\{\s*\w+\.(?:text|quote|subject|label|company|title|circle)\s*\}\}""",
        r"\son[a-z]+=[\"'{]",
        r"\sstyle\s*=",
        r"<style\b",
        r"<script\b(?![^>]*\ssrc=)",
        r"\bsrcdoc\b",
        r"(?:javascript|vbscript|data)\s*:",
        r"\bhx-(?:on|headers|vars|ext|confirm|request)\b",
        r"hx-vals=[^>]*(?:js:|\{\{)",
        r"hx-trigger=\"[^\"]*\[",
        r"<(?:iframe|object|embed|base|applet)\b",
        r"http-equiv",
        r"<!--",
    ],
)
def test_no_template_opens_a_way_out(template: Path, forbidden: str) -> None:
    assert found(forbidden, told(template)) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_an_address_begins_with_our_own_words(template: Path) -> None:
    assert [one for one in _ADDRESS.findall(told(template)) if not OURS.fullmatch(one)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_link_to_elsewhere_tells_nobody_where_from(template: Path) -> None:
    links = re.findall(r"<a\b[^>]*(?:https?://|\{\{ \w+\.url \}\}|\{\{ address \}\})[^>]*>", told(template))
    assert [link for link in links if 'rel="noopener noreferrer"' not in link] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_makes_elements_out_of_words(script: Path) -> None:
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|srcdoc|"
        r"\beval\b|new Function|setTimeout\(\s*[\"'`]"
    )
    assert found(sinks, script.read_text("utf-8")) == []


# A field whose name comes out of data can be `__proto__`, and then changes every object there is. What is spread or
# listed into a new object becomes a field of its own, whatever it is called (ECMAScript, CreateDataProperty).
PROTOTYPES = (
    r"__proto__|setPrototypeOf|\.prototype\b|\.constructor\b|\bfor\s*\((?:const|let|var)\s+\w+\s+in\b|"
    r"[\w)\]]\[(?![\"'\d])[^\]\n]+\]\s*(?:[-+*/%&|^?]{0,3}=)(?![=>])|"
    r"Object\.(?:defineProperty|defineProperties)|\bReflect\.|"
    r"Object\.assign\((?!(?:document\.createElement\(\"\w+\"\)|[\w.]+), \{ (?!\.\.\.))"
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_lets_data_name_a_field_it_writes(script: Path) -> None:
    assert found(PROTOTYPES, script.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "kept[name] = value;",
        "kept[mark.name] ||= {};",
        "told()[key] += 1;",
        "kept[one][two] = 3;",
        "for (const key in told) use(key);",
        "Object.assign(settings, JSON.parse(text));",
        "Object.assign({}, told);",
        "Object.assign(map.state, { ...told });",
        "one.__proto__ = other;",
        'one["constructor"].prototype.x = 1;',
        "Reflect.set(one, key, value);",
    ],
)
def test_every_way_to_write_such_a_field_is_known(line: str) -> None:
    assert found(PROTOTYPES, line)


def test_every_template_is_looked_at() -> None:
    assert len(TEMPLATES) > 15
    assert len(SCRIPTS) >= 3
