"""Letters in German, and what a model writes back to them."""

from __future__ import annotations

LETTERS = ("Hier sind die Pläne, wie du wolltest. Sie sind jetzt fertig.", "Danke, das sind wirklich sehr gute Pläne.")
TOPIC = "Hafenplan Kiel"
ANSWER = (
    "Beim Aufräumen alter Mails kam mir bei einem Kaffee unser Austausch „Hafenplan Kiel“ in den Sinn. ",
    "Wie geht es dir? ",
    "Wollen wir in den nächsten Wochen einmal telefonieren?",
)
