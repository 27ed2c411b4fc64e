"""The meaning of norms about a history, asked of a whole record: of very many events it looks only where it must.

`listed` has the events before it, `frame` the columns of a ledger. Both deal events into the places at which a norm
looks, pass over those where the numbers alone show that it is kept, and have the meaning answer for the rest.
"""
