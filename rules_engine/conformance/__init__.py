"""The cases of a pack, with what the document makes us expect of them; and how well they hold the pack.

A pack's cases come from reading the document. They are run against the engine (`run`), asked what they reach of the
pack (`coverage`), and tried against packs that are wrong on purpose in one place (`mutate`).
"""
