"""A twentieth of what `make stress` tries of splits, conversions and the edges of quarters."""

import ast
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

import app  # noqa: F401  (makes every table known)
from tests.architecture.code import ROOT
from tests.properties import conversion, quarter_edges, splits
from tests.stress.promise import Kind, assert_kept


def test_splits_conserve_money() -> None:
    assert_kept(splits.run(0.05, Kind.NONE))


def test_a_conversion_is_rounded_once_to_the_nearest_minor_unit() -> None:
    assert_kept(conversion.run(0.05, Kind.NONE))


def test_no_contribution_is_misfiled_at_the_edge_of_a_quarter() -> None:
    assert_kept(quarter_edges.run(0.05, Kind.SQLITE))


COMPUTES_MONEY = (
    "core/money.py",
    "core/exchange.py",
    "grants/matching/*.py",
    "grants/ledger/*.py",
    "grants/importing/*.py",
)


def test_where_money_is_computed_there_is_no_binary_floating_point() -> None:
    files = [file for pattern in COMPUTES_MONEY for file in ROOT.glob(pattern)]
    assert len(files) > 40
    trees = {file.name: ast.parse(file.read_text("utf-8")) for file in files}
    assert {name: found for name, tree in trees.items() if (found := list(_floats(tree)))} == {}


def _floats(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        is_value = isinstance(node, ast.Constant) and isinstance(node.value, float)
        is_type = isinstance(node, ast.Name) and node.id == "float"
        if is_value or is_type or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
            yield ast.unparse(node)


@pytest.mark.parametrize("kind", [sa.Float, sa.Numeric])
def test_no_column_of_any_table_is_a_float(kind: type) -> None:
    columns = [column for table in SQLModel.metadata.sorted_tables for column in table.columns]
    assert len(columns) > 100
    assert [str(column) for column in columns if isinstance(column.type, kind)] == []
