"""`python -m briefing` is `briefing`."""

from briefing.cli import run

if __name__ == "__main__":
    run()
