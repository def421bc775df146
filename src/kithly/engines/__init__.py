"""Ties of a company's whole archive: the same function for everybody in it, on one machine or on many.

An engine brings the rows of each ego together and hands them over; what is made of them stands in
`kithly.ties.archive`. `local` needs the extra ``columns``, `spark` the extra ``spark``.
"""
