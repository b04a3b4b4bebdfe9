"""The entry point: no argument opens the window, a verb goes to the command line."""

import multiprocessing
import signal
import sys


def main(argv: list[str] | None = None) -> int:
    """Run Thawline. Returns the exit status."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # while the program was still being loaded
        sys.stderr.write("thawline: stopped\n")
        return 130
    finally:
        if argv is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the work is done; what is left are threads that end


def _run(args: list[str]) -> int:
    multiprocessing.freeze_support()  # before all else: a packaged program starts itself anew for each process
    # Imports wait for the choice: the command line needs no Qt, the window no torch.
    if not args:
        from gui_app.app import open_window

        return open_window(sys.argv[:1])
    if args[0] == "demo":
        from gui_app.demo import main as demo

        return demo(args[1:])
    if args[0] == "--self-test" and len(args) == 2:  # what packaging/smoke.py runs of a built program
        from pathlib import Path

        from gui_app.demo import self_test

        return self_test(Path(args[1]))
    from core.cli import main as command

    return command(args)


if __name__ == "__main__":
    sys.exit(main())
