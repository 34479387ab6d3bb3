"""`python -m warta` is the `warta` program."""

from warta.cli import main

if __name__ == "__main__":
    main()
