"""Counts claims, prints each as it is made."""


class Checklist:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, claim, holds, detail=""):
        """One claim; `holds` may be a function, so that an exception in it is a failure and not the end."""
        try:
            holds = holds() if callable(holds) else holds
        except Exception as error:  # pylint: disable=broad-except
            holds, detail = False, f"{type(error).__name__}: {str(error)[:300]}"
        self.passed += bool(holds)
        self.failed += not holds
        print(f"{'✓' if holds else '✗'} {claim}{f' — {detail}' if detail and not holds else ''}", flush=True)

    def end(self):
        """Prints the last line; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


def raises(kind, call, **attributes):
    """Whether a call raises this error with these attributes."""
    try:
        call()
    except kind as error:
        return all(getattr(error, name) == value for name, value in attributes.items())
    return False
