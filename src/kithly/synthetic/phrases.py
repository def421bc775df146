"""Small talk of the invented world: greetings, openers, reactions, thanks, wishes, goodbyes."""

from __future__ import annotations

GREETINGS = ("Hi {name},", "Hello {name},", "Dear {name},", "Hi {name},", "{name},", "Good morning {name},")
NATIVE_GREETINGS = {
    "de": ("Hallo {name},", "Guten Tag {name},"),
    "fr": ("Bonjour {name},", "Salut {name},"),
    "es": ("Hola {name},",),
    "pt": ("Olá {name},",),
    "it": ("Ciao {name},",),
    "nordic": ("Hei {name},",),
    "pl": ("Cześć {name},",),
}
OPENERS = (
    "I hope your week is kinder than mine.",
    "Short note from the train.",
    "I meant to write last week already.",
    "Thinking of our last talk, here is the sequel.",
    "You asked me to keep you posted.",
    "This will interest you, I believe.",
    "Back from a few days off, and with news.",
    "It was good to hear your voice the other day.",
    "Between two meetings, quickly:",
    "A small update from my side.",
    "The rain gives me time to write.",
    "I had to think of you this morning.",
    "From my window I can see the harbour again, so I am in a good mood.",
)
REACTIONS = (
    "That made my morning.",
    "I had to read it twice, and then I laughed out loud.",
    "That is better than I dared to hope.",
    "I told the whole table about it at lunch.",
    "Well done, all of you.",
    "I wish I had seen that.",
    "It sounds exactly like you, and I mean that kindly.",
    "Then the long evenings were worth it.",
    "Thank you for telling me.",
    "That reminds me why I liked working on such things.",
)
ENDNOTES = (
    "Tell me how it goes.",
    "I can send you the details if they are of use.",
    "At least that is what I remember of it.",
    "You would have laughed, by the way.",
    "I can show you when you are next here.",
    "It took me a while to find that out myself.",
    "Ask me again in a month and I may know more.",
    "Everything else is as it was.",
)
THANKS = (
    "Thanks, that helps a lot.",
    "Perfect, thank you.",
    "Thank you, that settles it.",
    "Great, that is all I needed.",
    "Thanks for the quick answer.",
    "Good to know. I owe you a coffee.",
    "Many thanks, I will do it that way.",
)
GOODBYES = (
    "Best regards,", "Best,", "All the best,", "Kind regards,", "Greetings,", "Take care,", "See you soon,", "Cheers,",
)  # fmt: skip
PLANS = (
    ("Lunch?", "Would you have time for lunch on {day}?", "{day} is fine. Half past twelve at the usual place."),
    ("Coffee?", "I am near you on {day}. Do you have time for a coffee?", "With pleasure, downstairs at ten."),
    ("A call", "Could we talk on {day}, twenty minutes or so?", "Yes, call me at four, I will be at my desk."),
    ("Dinner together", "Are you coming to the dinner on {day}?", "I would not miss it. I bring the bread."),
)  # fmt: skip
PLAN_ENDINGS = (
    "Wonderful, see you then.",
    "Good. I look forward to it.",
    "It is in my calendar.",
    "Until {day}, then.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
BIRTHDAYS = (
    "Happy birthday! I hope there is cake and nobody asks you for a spreadsheet today.",
    "Happy birthday, and a year with more of what you like.",
    "All good wishes for your birthday. The coffee is on me next time.",
    "Happy birthday! May your next year have fewer meetings and more weather.",
)
BIRTHDAY_THANKS = (
    "Thank you for thinking of it! There was cake, two kinds.",
    "How kind of you, thank you. The day was quiet and exactly right.",
    "Thanks so much. You are the first this year who did not need a reminder.",
)
NEW_JOBS = (
    "I saw that you are with {company} now. Congratulations, they can count themselves lucky.",
    "Congratulations on {company}! I hope the new desk stands by a window.",
    "So it is {company} now. I am very glad for you.",
)
NEW_JOB_THANKS = (
    "Thank you! I still get lost between the floors, but the people are lovely.",
    "Thanks. It is a big step, and so far I like every day of it.",
    "Thank you, that means a lot. I will tell you more when I know more.",
)
RECOMMENDATION_THANKS = (
    "I just read the recommendation you wrote for me. Thank you, I am touched by it, and I will try to live up to it.",
    "Thank you for the recommendation. You remembered details that I had forgotten myself.",
)
WELCOMES = ("With pleasure. Every word is true.", "You are most welcome. It was easy to write.")
PERSONAL = (
    (
        "I have not been in touch much. My father died in March, and I am only slowly finding back into things. "
        "Please forgive the short note."
    ),
    (
        "You may have heard it from the others: the diagnosis was not good, and I am at the hospital most days now. "
        "I am not up to calls at the moment."
    ),
    "We are getting divorced, and I would rather you hear it from me. I am all right, only tired.",
)
PERSONAL_ANSWERS = (
    "I am so sorry. Nothing needs an answer from you. I am thinking of you, and I am here whenever you want.",
    "Thank you for telling me. Take all the time there is.",
)
RECOMMENDATIONS = (
    (
        "{ego} led our part of {topic} with a calm that spread to everybody else. When the schedule "
        "slipped, {ego} was the one who rang people instead of writing to them. I would work with {ego} "
        "again at once."
    ),
    (
        "What I remember best is how {ego} explained {topic} to people who had never heard of it, and "
        "how they asked for more. Careful, quick and good company."
    ),
    (
        "{ego} sees the mistake before it is made and says so kindly. Without that, {topic} would have "
        "cost us another half year."
    ),
)
NOTES = (
    "Hi {name}, we met at the {event} and talked about {topic}. Would be glad to stay in touch.",
    "Hello {name}, good to have met you at {event}!",
    "Hi {name}, we worked on {topic} together. Let us connect here too.",
)
