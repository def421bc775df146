"""Who was forgotten: known by salted sums alone, so that nothing of theirs is taken in again.

`keys` makes the sums of a name, an address, a number; `marks` says of a handle or a text whether they are meant;
`texts` finds them in running text; `erasing` says what is left of a record without them.
"""

from kithly.people.forgotten.erasing import gone_from, without
from kithly.people.forgotten.keys import Key, KeyKind, full_names, key_of_name, keys_of_handle, keys_of_name, record_key
from kithly.people.forgotten.marks import LEFT_OUT, Marks

__all__ = [
    "LEFT_OUT",
    "Key",
    "KeyKind",
    "Marks",
    "full_names",
    "gone_from",
    "key_of_name",
    "keys_of_handle",
    "keys_of_name",
    "record_key",
    "without",
]
