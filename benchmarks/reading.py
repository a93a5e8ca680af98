"""Others read the same workbook: python -m benchmarks.reading pandas|calamine FILE.xlsx"""

import sys
from importlib import import_module
from typing import Any


def read_with_pandas(path: str) -> int:
    pandas: Any = import_module("pandas")
    sheets = pandas.read_excel(path, sheet_name=None, engine="openpyxl")
    return sum(len(sheet) for sheet in sheets.values())


def read_with_calamine(path: str) -> int:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


if __name__ == "__main__":
    readers = {"pandas": read_with_pandas, "calamine": read_with_calamine}
    print(readers[sys.argv[1]](sys.argv[2]))
