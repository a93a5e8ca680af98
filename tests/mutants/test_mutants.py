"""Each mutant can be made of the code as it is now, and its test is there; `make stress` kills all of them."""

import ast

import pytest

from tests.mutants.mutants import ROOT, Mutant, all_mutants, copy_of_the_project, outdated, survives

QUICKEST = ("05-rounded-share-by-share",)


def test_there_is_one_for_each_safeguard_of_the_catalogue() -> None:
    assert len(all_mutants()) == 12


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_it_can_be_made_of_the_code_as_it_is(mutant: Mutant) -> None:
    said = mutant.apply(ROOT, "--check")
    assert not said, outdated(mutant, said)


@pytest.mark.parametrize("mutant", all_mutants(), ids=lambda mutant: mutant.name)
def test_the_test_that_kills_it_is_there(mutant: Mutant) -> None:
    file, _, test = mutant.killed_by.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert test.partition("[")[0] in names


@pytest.mark.parametrize("name", QUICKEST)
def test_the_quickest_are_killed(name: str) -> None:
    """That their tests pass without them, this run of all tests says."""
    [mutant] = [each for each in all_mutants() if each.name == name]
    with copy_of_the_project() as copy:
        assert list(survives(mutant, copy)) == []
