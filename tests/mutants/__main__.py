"""python -m tests.mutants [01-no-ceiling ...]: take a safeguard away, and see that its test notices."""

import sys

from tests.mutants.mutants import all_mutants, survivors


def main() -> int:
    asked = sys.argv[1:]
    chosen = [mutant for mutant in all_mutants() if not asked or mutant.name in asked]
    if unknown := set(asked) - {mutant.name for mutant in chosen}:
        print(f"unknown: {' '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    living = list(survivors(chosen, tell=lambda line: print(line, flush=True)))
    print(*living, f"{len(chosen) - len(living)} of {len(chosen)} killed", sep="\n")
    return 1 if living else 0


if __name__ == "__main__":
    sys.exit(main())
