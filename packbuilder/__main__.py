"""python -m packbuilder."""

from packbuilder.cli import main

if __name__ == "__main__":
    main()
