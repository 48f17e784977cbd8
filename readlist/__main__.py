"""The `readlist` command: starts fast and ends with an exit status, never with a traceback."""

import gc
import os
import sys
from collections.abc import Sequence

from readlist import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """The command was run; returns its exit status.

    0 done, 1 a clear error, 2 wrong usage, 3 done but some input was rejected. As in a
    shell, 130 means interrupted and 141 that nobody read the output to its end.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    # Start-up makes hardly any garbage and most commands end soon after it: looking for
    # some costs a tenth of their time. The commands that run long switch it on again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        status = _run(words)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        if arguments is None and not gc.isenabled():
            # All is written and closed. To take every module apart first, as the interpreter
            # does at its end, costs a twentieth of the time; the system takes back all at once.
            os._exit(status)
        return status
    except BrokenPipeError:
        _discard_output()
        return 141
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _discard_output()
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}.")
    except Exception as error:
        if os.environ.get("READLIST_DEBUG"):
            raise
        return _fail(
            f"This is a fault of readlist, not yours: {type(error).__name__}: {error}\n"
            "With READLIST_DEBUG=1 before the same command it shows where; please report that."
        )
    finally:
        if collecting:
            gc.enable()


def _run(words: list[str]) -> int:
    if words == ["--version"]:
        if sys.stdout is not None:
            sys.stdout.write(f"readlist {__version__}\n")
        return 0
    from readlist.cli.app import run  # noqa: PLC0415  (start-up time)

    return run(words)


def _fail(sentence: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"readlist: {sentence}\n")
    return 1


def _discard_output() -> None:
    """What is still buffered goes nowhere; else the interpreter complains at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (AttributeError, OSError, ValueError):  # no such stream, or no file beneath it
        return


if __name__ == "__main__":
    sys.exit(main())
