"""The short way for cases that a program gives, where what is odd is left to the longer ways.

`readers` reads values one by one; for names that come together again and again, `shapes` has a function that
`generated` made of the same readers; `cases` makes a case of what either has read.
"""
