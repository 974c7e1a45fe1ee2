# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the world outside, and what has to hold whatever they are (tests/README.md)."""

import window  # pylint: disable=unused-import  # before GLib: it takes away what would end this process at a library's warning
