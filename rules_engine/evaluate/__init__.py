"""A pack and a case to a decision, a record of events to findings: evaluators that all mean the same.

Of cases `reference` is the meaning; `single` answers one at a time, `columnar` a frame of them, `spark` a cluster's. Of
histories `history` is the meaning; `audit` asks a whole record, `watch` asks as events come, and `stream` does so on a
network of rules. What is quick agrees with what it means, and tests hold it to that.
"""
