"""How strong, and which way it drifts."""

from kithly.ties.bands import BANDS
from kithly.ties.calibration import Calibration, Calibrations, Cases, calibrate, not_calibrated, uncalibrated
from kithly.ties.columns import HORIZON, REPLY, WIDTH, Column, Floats, empty
from kithly.ties.conversation import openings_of
from kithly.ties.course import Course, course
from kithly.ties.drifting import quiet_chance
from kithly.ties.ego import Ego, ego_state, ego_states
from kithly.ties.facts import Fact, facts_of, numbers_of, reply_facts, tie_of
from kithly.ties.features import Moment, features, last_contact
from kithly.ties.fold import fold, is_late
from kithly.ties.forecast import Kept, Story, Year, forecast
from kithly.ties.levels import levels_when
from kithly.ties.logs import Columns, Ties, archive_of
from kithly.ties.measure import Measures, measure
from kithly.ties.model import Coefficients, Model, Term, coefficients, probability, read_model
from kithly.ties.moments import Asked, sorted_by_tie, states_when
from kithly.ties.network import Estimate, NetworkStrength, in_touch, network_strength, would_answer
from kithly.ties.own_history import Past, answers_expected, contacts_expected, own_history
from kithly.ties.own_past import Outcomes, OwnPast, no_past, own_past, windows_over
from kithly.ties.own_record import Group, Record, Window, calibrations, record
from kithly.ties.predict import Archive, Seen, marks_of, seen_when
from kithly.ties.silence import long_duration, silence, silence_briefly
from kithly.ties.state import states
from kithly.ties.tie import BAND_WORDS, UNKNOWN, Band, Tie
from kithly.ties.words import chance, counted, duration, in_ten, month_of, spelt, times

__all__ = [
    "BANDS",
    "BAND_WORDS",
    "HORIZON",
    "REPLY",
    "UNKNOWN",
    "WIDTH",
    "Archive",
    "Asked",
    "Band",
    "Calibration",
    "Calibrations",
    "Cases",
    "Coefficients",
    "Column",
    "Columns",
    "Course",
    "Ego",
    "Estimate",
    "Fact",
    "Floats",
    "Group",
    "Kept",
    "Measures",
    "Model",
    "Moment",
    "NetworkStrength",
    "Outcomes",
    "OwnPast",
    "Past",
    "Record",
    "Seen",
    "Story",
    "Term",
    "Tie",
    "Ties",
    "Window",
    "Year",
    "answers_expected",
    "archive_of",
    "calibrate",
    "calibrations",
    "chance",
    "coefficients",
    "contacts_expected",
    "counted",
    "course",
    "duration",
    "ego_state",
    "ego_states",
    "empty",
    "facts_of",
    "features",
    "fold",
    "forecast",
    "in_ten",
    "in_touch",
    "is_late",
    "last_contact",
    "levels_when",
    "long_duration",
    "marks_of",
    "measure",
    "month_of",
    "network_strength",
    "no_past",
    "not_calibrated",
    "numbers_of",
    "openings_of",
    "own_history",
    "own_past",
    "probability",
    "quiet_chance",
    "read_model",
    "record",
    "reply_facts",
    "seen_when",
    "silence",
    "silence_briefly",
    "sorted_by_tie",
    "spelt",
    "states",
    "states_when",
    "tie_of",
    "times",
    "uncalibrated",
    "windows_over",
    "would_answer",
]
