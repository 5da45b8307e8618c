"""Runs the command as `python -m ane_oracle`."""

import sys

from ._main import main

sys.exit(main())
