"""Writes the workbooks of the two example programmes; the same bytes at each run."""

from pathlib import Path

from examples.making.guatemala import programme as guatemala
from examples.making.tajikistan import programme as tajikistan

FOLDER = Path(__file__).parent.parent

if __name__ == "__main__":
    tajikistan.make().write(FOLDER / "tajikistan.xlsx")
    guatemala.make().write(FOLDER / "guatemala.xlsx")
