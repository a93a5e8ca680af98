import ast

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from core.migrations import check
from tests.architecture.code import ROOT, dotted, modules

PREFIXES = {
    sa.CheckConstraint: "ck_",
    sa.ForeignKeyConstraint: "fk_",
    sa.PrimaryKeyConstraint: "pk_",
    sa.UniqueConstraint: "uq_",
}


def declares_a_table(tree: ast.Module) -> bool:
    keywords = [word for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for word in node.keywords]
    return any(word.arg == "table" for word in keywords)


def imports_from(tree: ast.Module, module: str) -> bool:
    return any(isinstance(node, ast.ImportFrom) and node.module == module for node in ast.walk(tree))


TABLE_MODULES = [path for path, tree in modules().items() if declares_a_table(tree)]


@pytest.mark.parametrize("path", TABLE_MODULES)
def test_migrations_know_every_module_of_tables(path: str) -> None:
    source = ast.parse((ROOT / "migrations/env.py").read_text())
    [known] = [
        ast.literal_eval(node.value)
        for node in source.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TABLES"
    ]
    module = dotted(path)
    assert module in known or module.rpartition(".")[0] in known


@pytest.mark.parametrize("path", TABLE_MODULES)
def test_relationships_of_tables_can_be_resolved(path: str) -> None:
    """SQLModel reads annotations while the class is made; as strings they tell it nothing."""
    assert not imports_from(modules()[path], "__future__")


def test_every_constraint_has_the_name_by_which_a_migration_finds_it(sqlite_engine: sa.Engine) -> None:
    check(sqlite_engine)  # makes every table known
    for table in SQLModel.metadata.sorted_tables:
        for constraint in table.constraints:
            assert str(constraint.name).startswith(PREFIXES[type(constraint)]), (table.name, constraint)
        names = [constraint.name for constraint in table.constraints]
        assert len(names) == len(set(names)), f"two constraints of {table.name} have the same name"
