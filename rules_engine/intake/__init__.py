"""What comes in: cases and events as they are written, read into what the evaluators take.

`written` keeps where each thing was written, for the problems that are found; `values` reads one fact, `cases` a case
and `events` an event of mappings under Chinese or English names, and `files` whole files of cases against the packs of
a shelf. `quick` is the short way for the many cases that a program gives: it takes what it can read at once, and leaves
whatever is odd to the others, which say what is wrong. `typed` looks through cases that a program has made itself.
"""
