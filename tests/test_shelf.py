"""The packs of a folder: found, read once, known by several names."""

import shutil

import pytest

from rules_engine.bundled import packs_folder
from rules_engine.problem import CaseError, PackError
from rules_engine.shelf import Shelf, read_vocabulary
from rules_engine.stored import Store


@pytest.fixture(scope="module")
def vocabulary():
    return read_vocabulary(packs_folder() / "vocabulary")


def shelf(folder, vocabulary):
    return Shelf(folder, vocabulary, packs_folder() / "vocabulary", Store(None))


def test_a_folder_without_packs_is_an_empty_shelf(tmp_path, vocabulary):
    """A folder is a pack where it has a pack.yaml; others are passed over."""
    (tmp_path / "notes").mkdir()
    assert shelf(tmp_path, vocabulary).jurisdictions == ()


def test_a_pack_is_known_by_its_id_and_its_names(vocabulary):
    """`hongqiao`, 红桥区, the full Chinese name and the English one are one jurisdiction."""
    found = shelf(packs_folder(), vocabulary)
    names = ["hongqiao", "红桥区", "天津市红桥区", "Hongqiao District, Tianjin"]
    assert [found.jurisdiction_id(name) for name in names] == ["hongqiao"] * 4


def test_a_pack_is_read_once(vocabulary):
    """The second question for a pack gets the same object."""
    found = shelf(packs_folder(), vocabulary)
    assert found.pack("hongqiao") is found.pack("红桥区")


def test_an_unknown_name_is_told_with_what_there_is(vocabulary):
    """The message names all jurisdictions, and the nearest one."""
    with pytest.raises(CaseError) as error:
        shelf(packs_folder(), vocabulary).pack("hongqia")
    (problem,) = error.value.problems
    assert problem.code == "unknown-jurisdiction"
    assert "hongqiao" in problem.help.en


def test_one_broken_pack_leaves_the_others_usable(tmp_path, vocabulary):
    """A pack is read when it is asked for, so that only a question about the broken one fails."""
    for name in ("hongqiao", "funing"):
        shutil.copytree(packs_folder() / name, tmp_path / name)
    (tmp_path / "funing" / "parameters.yaml").write_text("quorum.executive: {at_least: most}\n", encoding="utf-8")
    found = shelf(tmp_path, vocabulary)
    assert found.pack("hongqiao").jurisdiction == "hongqiao"
    with pytest.raises(PackError):
        found.pack("funing")


def test_names_are_the_packs_own(vocabulary):
    """A pack's terms name posts in its cases alone."""
    found = shelf(packs_folder(), vocabulary)
    assert "县长" in found.names("lulong").values["role"]
    assert found.shared_names is not found.names("lulong")
