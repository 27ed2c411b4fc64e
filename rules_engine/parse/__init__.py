"""Text to trees: files are read, and what is YAML or JSON in them becomes nodes with their places.

`files` has the bytes, `yaml_text` is the only importer of PyYAML, and `json_text` reads JSON through it, so that every
tree is of one kind; `documents` tells which of them a text is, and `folders` what files a pack is made of.
"""

from rules_engine.parse.documents import parse_documents, parse_one
from rules_engine.parse.files import MAX_BYTES, decode, read_file, read_stream
from rules_engine.parse.folders import parse_pack, parse_vocabulary
from rules_engine.parse.yaml_text import MAX_DEPTH

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "decode",
    "parse_documents",
    "parse_one",
    "parse_pack",
    "parse_vocabulary",
    "read_file",
    "read_stream",
]
