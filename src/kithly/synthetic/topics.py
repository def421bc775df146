"""What people talk about: per topic its subjects, news, questions with answers, and a question nobody answered."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.synthetic.model import Circle


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something two people talk about.

    Attributes:
        name: Short name, unique.
        circles: For whom it fits.
        subjects: Subject lines.
        news: What one tells the other; statements only.
        asked: Questions, each with the answer it gets.
        left: A question that stands alone well, for a thread ego never answered.
    """

    name: str
    circles: tuple[Circle, ...]
    subjects: tuple[str, ...]
    news: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    left: str


_WORK: tuple[Circle, ...] = ("coworker", "client", "met")
_LIFE: tuple[Circle, ...] = ("classmate", "friend", "coworker", "met")

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="tram signalling",
        circles=_WORK,
        subjects=("Tram signalling trial", "Line 4 signals", "The junction at Quarn Hill"),
        news=(
            "The second trial week on line 4 is over and the delays at the Quarn Hill junction are down by a third.",
            "We moved the detector loop forty metres back and the trams finally get their green in time.",
            "The drivers' council signed off the new signal plan yesterday, which I had not expected before summer.",
        ),
        asked=(
            (
                "Did the bus people ever accept the priority at the bridge?",
                "They did, after we showed them the Saturday counts. Two buses lose eleven seconds, nobody noticed.",
            ),
            (
                "Which week did you use as the baseline for the delays?",
                "Week 38, because the works at the depot were done by then. The raw file is on the shared drive.",
            ),
        ),
        left="Do you still have the junction drawings from the Quarn Hill trial, or did they go to the archive?",
    ),
    Topic(
        name="the Norrvik audit",
        circles=_WORK,
        subjects=("Norrvik audit", "Audit findings, draft 2", "Checklist for Norrvik"),
        news=(
            "I went through the Norrvik findings again and we can close seven of the nine.",
            "The auditors liked the checklist so much that they asked whether they may use it at the other site.",
            "The stock count in Norrvik was off by two pallets, and both were standing behind the lift.",
        ),
        asked=(
            (
                "Can we still call finding four minor?",
                "I think so. The log was complete, only the signature came a day late. I would write it that way.",
            ),
            (
                "Who takes the closing meeting?",
                "I can. I know the plant manager from the first round, and it is on my way home anyway.",
            ),
        ),
        left="Could you tell me how you scored the supplier part of the Norrvik checklist?",
    ),
    Topic(
        name="the ferry timetable",
        circles=_WORK,
        subjects=("Ferry timetable", "Winter timetable, islands", "The 06:40 boat"),
        news=(
            "The island council wants the 06:40 boat back, and this time they brought numbers.",
            "With the new turnaround we save one crew a day without dropping a single departure.",
            "The school children turn out to be the only ones who really depend on the noon boat.",
        ),
        asked=(
            (
                "Is the turnaround of nine minutes realistic in January?",
                "With ice it is twelve. I would plan twelve and be happy about every nine.",
            ),
            (
                "Have you talked to the harbour master?",
                "Yes, over coffee. He is for it as long as the mail van keeps its place on the first boat.",
            ),
        ),
        left="What did you do about the January turnaround in the end, nine minutes or twelve?",
    ),
    Topic(
        name="the sensor calibration",
        circles=_WORK,
        subjects=("Sensor calibration", "Drift of the humidity sensors", "Batch 17"),
        news=(
            "Batch 17 drifts as well, but always in the same direction, so it can be corrected.",
            "We found the reason for the drift: the housing was glued before it was dry.",
            "The calibration bench is back from repair and measures better than before it fell.",
        ),
        asked=(
            (
                "How long do they need to settle after the change?",
                "About forty hours. After that I have not seen any of them move by more than a tenth.",
            ),
            (
                "Shall we tell the customer now or after the second run?",
                "Now, I would say. They will find it themselves otherwise, and they have been fair with us.",
            ),
        ),
        left="Which reference did you use for the humidity chamber, the old salt cells or the new one?",
    ),
    Topic(
        name="the museum catalogue",
        circles=("client", "met", "friend", "classmate"),
        subjects=("Museum catalogue", "Labels for the harbour room", "Catalogue numbers"),
        news=(
            "The catalogue of the harbour room is complete: 412 objects, three of them anchors nobody had listed.",
            "We printed the labels twice as large, and now people over fifty actually read them.",
            "A retired pilot came by and named eleven of the ships in the unknown photographs.",
        ),
        asked=(
            (
                "Did you find out where the ship model came from?",
                "From a barber's shop, of all places. It hung over the till until 1961.",
            ),
            (
                "Will the photographs go online?",
                "The ones without living people, yes. About three hundred to begin with.",
            ),
        ),
        left="Would you have another look at the captions of the harbour room before they are printed?",
    ),
    Topic(
        name="the data course",
        circles=("coworker", "classmate", "met", "client"),
        subjects=("Evening course", "Slides for Thursday", "Statistics for the shop floor"),
        news=(
            "Eighteen people came to the evening course, and fourteen of them came back the second week.",
            "The exercise with the lottery tickets works better than any slide I ever made.",
            "One of the foremen now draws his own control charts, on paper, and they are correct.",
        ),
        asked=(
            (
                "How do you explain variance without a formula?",
                "With two bakers who both sell a hundred rolls a day. They get it before I finish the sentence.",
            ),
            (
                "Do you keep the homework?",
                "Only the voluntary one. Strangely, more people hand it in since nobody has to.",
            ),
        ),
        left="May I use your two bakers for my own course, or do you plan to publish them?",
    ),
    Topic(
        name="the warehouse move",
        circles=_WORK,
        subjects=("Warehouse move", "Moving weekend", "Shelf plan, hall B"),
        news=(
            "Hall B is empty. It took two weekends instead of three, and only one forklift complained.",
            "The new shelf plan puts the ten fastest items within twenty steps of the door.",
            "We found the Christmas decoration of 2009 behind the last rack and hung it up at once.",
        ),
        asked=(
            (
                "What happened to the labels with the old codes?",
                "We left them on for a month, under the new ones. It saved us more than once.",
            ),
            (
                "Do you need anybody from us on Saturday?",
                "Two people for the morning would be plenty. Coffee and sandwiches are on the house.",
            ),
        ),
        left="How did you number the racks in hall B, by aisle or by distance from the door?",
    ),
    Topic(
        name="the style guide",
        circles=("coworker", "client", "met", "classmate"),
        subjects=("Style guide", "Plain words", "Chapter 3, second draft"),
        news=(
            "The style guide is down from ninety pages to fourteen, and people have begun to open it.",
            "I replaced every rule by an example, and the questions stopped.",
            "The lawyers accepted the short version of the warranty, all four sentences of it.",
        ),
        asked=(
            (
                "Do you still forbid the passive?",
                "No, I gave up on that. I only ask who does it, and the sentence mends itself.",
            ),
            (
                "Who decides when two editors disagree?",
                "Whoever has to answer the phone about it. It has settled every case so far.",
            ),
        ),
        left="Would you send me the page with the before-and-after examples from your style guide?",
    ),
    Topic(
        name="sailing",
        circles=_LIFE,
        subjects=("Sailing", "The boat", "First weekend out"),
        news=(
            "The boat is in the water again and leaks a little less than last year.",
            "We sailed to the outer islands on Sunday and came back with sunburn and no wind at all.",
            "I have finally learned to splice, after ruining about thirty metres of good rope.",
        ),
        asked=(
            (
                "Do you still have the old dinghy?",
                "It became a flower bed, I am sorry to say. But the sail lives on as an awning.",
            ),
            (
                "Which week are you out this summer?",
                "The first two of July, if the weather holds. You know where the spare berth is.",
            ),
        ),
        left="Are you going out to the islands again this year, and is there room for one more?",
    ),
    Topic(
        name="the reading circle",
        circles=_LIFE,
        subjects=("Reading circle", "A book for you", "The lighthouse novel"),
        news=(
            "I finished the lighthouse novel on the train and missed my stop because of the last chapter.",
            "Our reading circle is down to four, but the four of us really read.",
            "The second-hand shop by the station had your favourite atlas, so I bought it before anybody else could.",
        ),
        asked=(
            (
                "Have you read the one about the beekeepers?",
                "Twice. The first half is slow, and then you cannot put it down.",
            ),
            (
                "What should I take on a long train ride?",
                "The letters of the two cartographers. Short pieces, and every one ends somewhere odd.",
            ),
        ),
        left="What was the title of the book about the mapmaker that you lent me?",
    ),
    Topic(
        name="the choir",
        circles=_LIFE,
        subjects=("Choir", "Concert in December", "Second alto wanted"),
        news=(
            "The choir sings in the old customs hall in December, and for once we have enough tenors.",
            "We tried the piece in seven parts again, and it only fell apart twice.",
            "Our conductor has started to bring a metronome, and we pretend not to hear it.",
        ),
        asked=(
            (
                "Is the concert open to everybody?",
                "Yes, and free. Come early, the chairs by the stove go first.",
            ),
            (
                "Do you still sing yourself?",
                "Only in the car. But I know the alto part of that piece by heart, so who knows.",
            ),
        ),
        left="Do you remember who arranged the version of the harbour song that we sang back then?",
    ),
    Topic(
        name="the allotment",
        circles=_LIFE,
        subjects=("The allotment", "Too many beans", "Apple trees"),
        news=(
            "The allotment gave us forty kilos of beans, and the neighbours have begun to hide.",
            "The old pear tree bears again since we stopped doing anything to it.",
            "A hedgehog has moved into the compost, so this year there will be no digging.",
        ),
        asked=(
            (
                "How do you keep the slugs away?",
                "With a lantern and patience. Everything else only made them stronger.",
            ),
            (
                "Do you want some of the quince jelly?",
                "Always. I still have two of your jars, washed and full of guilt.",
            ),
        ),
        left="Which rootstock did you take for the apple trees in the end?",
    ),
    Topic(
        name="the night trains",
        circles=("friend", "classmate", "met"),
        subjects=("Night train", "By rail to the coast", "Platform 9"),
        news=(
            "We took the night train to the coast with two children and a cello, and slept seven hours.",
            "The new sleeper has windows that open, which I count as progress.",
            "I met a retired conductor who knew every station clock between here and the sea.",
        ),
        asked=(
            (
                "Is the upper berth as narrow as it looks?",
                "Narrower. But one hears nothing of the others, and the sunrise is all yours.",
            ),
            (
                "Did you change at the border?",
                "No, it runs through since May. You only wake up when the language changes.",
            ),
        ),
        left="How did you book the through carriage? I only ever find the two halves.",
    ),
    Topic(
        name="the repair café",
        circles=("friend", "classmate", "coworker", "met"),
        subjects=("Repair café", "Your toaster", "Saturday in the workshop"),
        news=(
            "The repair café mended 61 things on Saturday, most of them lamps.",
            "We have a sewing machine now that was built before any of us was born and never stops.",
            "A boy of nine took his radio apart, put it together and had no screws left over.",
        ),
        asked=(
            (
                "Could you use another soldering iron?",
                "Two, if you have them. People queue for the one we have.",
            ),
            (
                "Did my toaster survive?",
                "It did. It was one crumb, in the worst possible place.",
            ),
        ),
        left="Is there still room at the workshop table on the last Saturday of the month?",
    ),
    Topic(
        name="the thesis years",
        circles=("classmate",),
        subjects=("The old lab", "Ten years on", "Found in a box"),
        news=(
            "I found the poster from our third year in a box, coffee stain included.",
            "They are tearing down the old lab, and the caretaker saved us the door sign.",
            "I met our statistics tutor on the ferry; she still grades in green ink.",
        ),
        asked=(
            (
                "Do you ever hear from the others of the Tuesday group?",
                "From two of them. One builds organs now, the other counts whales.",
            ),
            (
                "Did you keep the notes of the measuring course?",
                "All of them, even the wrong ones. I use the chapter on errors at work.",
            ),
        ),
        left="Do you know whether anybody kept the recordings from our field week?",
    ),
    Topic(
        name="the water meters",
        circles=_WORK,
        subjects=("Water meters", "Pilot in the hill district", "Leak reports"),
        news=(
            "The pilot in the hill district found a leak in its first night; it had been running for a year.",
            "The new meters send their reading at three in the morning, when the network is quiet.",
            "The residents asked for a printed sheet instead of an app, so they get a printed sheet.",
        ),
        asked=(
            (
                "How many meters stayed silent?",
                "Six of four hundred, all in the same cellar. The walls there are a metre thick.",
            ),
            (
                "Does the city pay for the second district?",
                "Half of it. The other half comes back through the leaks, on paper at least.",
            ),
        ),
        left="How did you get permission to read the meters at night?",
    ),
)

BY_NAME: dict[str, Topic] = {topic.name: topic for topic in TOPICS}


def topics_for(circle: Circle) -> tuple[Topic, ...]:
    """Return the topics that fit a circle."""
    return tuple(topic for topic in TOPICS if circle in topic.circles)
