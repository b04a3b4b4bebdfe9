"""Runs a side of ours in a process that is made ready as every run of ours makes it: before torch is loaded.

    python -m tests.benchmarks.engine ours '{…}'
"""

import runpy
import sys

from core.machine import prepare_process

if __name__ == "__main__":
    prepare_process()
    del sys.argv[0]
    runpy.run_module(f"tests.benchmarks.{sys.argv[0]}", run_name="__main__")
