"""Where the shipped packs are."""

from rules_engine.bundled import packs_folder


def test_the_shipped_folder_holds_a_vocabulary_and_five_packs():
    """In a checkout it lies beside the package."""
    found = {path.parent.name for path in packs_folder().glob("*/pack.yaml")}
    assert found == {"funing", "hongqiao", "hongshan", "huancui", "lulong"}
    assert (packs_folder() / "vocabulary" / "facts.yaml").is_file()
