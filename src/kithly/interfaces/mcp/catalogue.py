"""Every tool an assistant is offered. None of them sends, hands over, forgets, exports, signs in or sets anything."""

from __future__ import annotations

from typing import Final

from kithly.interfaces.mcp.tool import Tool
from kithly.interfaces.mcp.tools import day, numbers, people, proposing, words

READING: Final = (
    Tool(answer=day.read_today, title="Today's hellos"),
    Tool(answer=day.read_inbox, title="What the user owes"),
    Tool(answer=people.search_people, title="Find people"),
    Tool(answer=people.read_person, title="One person"),
    Tool(answer=people.read_history, title="What happened with one person"),
    Tool(answer=people.read_record, title="One record"),
    Tool(answer=people.search_words, title="Search messages"),
    Tool(answer=people.who_may_be_one, title="One person or two"),
    Tool(answer=day.read_feed, title="What people share"),
    Tool(answer=day.prepare, title="The page before a talk"),
    Tool(answer=day.read_outbox, title="What goes out"),
    Tool(answer=day.who_i_am, title="Who the user is"),
    Tool(answer=numbers.network_strength, title="The network in numbers"),
    Tool(answer=numbers.worth_waking, title="People worth waking"),
    Tool(answer=numbers.ways_in, title="Circles and ways in"),
    Tool(answer=numbers.year_ahead, title="The year ahead"),
    Tool(answer=words.draft, title="A draft"),
    Tool(answer=words.check, title="Good manners"),
    Tool(answer=proposing.read_proposals, title="Proposals that wait"),
)
PROPOSING: Final = (
    Tool(answer=proposing.propose_note, title="Propose a note", proposes=True),
    Tool(answer=proposing.propose_log, title="Propose a contact", proposes=True),
    Tool(answer=proposing.propose_same, title="Propose: one person", proposes=True),
    Tool(answer=proposing.propose_different, title="Propose: two people", proposes=True),
    Tool(answer=proposing.propose_circle, title="Propose a circle", proposes=True),
    Tool(answer=proposing.propose_importance, title="Propose an importance", proposes=True),
    Tool(answer=proposing.propose_cadence, title="Propose a cadence", proposes=True),
    Tool(answer=proposing.propose_needs, title="Propose what they look for", proposes=True),
    Tool(answer=proposing.propose_met, title="Propose somebody met", proposes=True),
    Tool(answer=proposing.propose_done, title="Propose: done", proposes=True),
    Tool(answer=proposing.propose_snooze, title="Propose: later", proposes=True),
    Tool(answer=proposing.propose_skip, title="Propose: not this", proposes=True),
)
TOOLS: Final = (*READING, *PROPOSING)
