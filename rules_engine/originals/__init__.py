"""The documents' own texts, which the user provides: articles, fingerprints, and what of a pack stands in them.

No text of a document is part of the project; it stays in the user's own folder.
"""
