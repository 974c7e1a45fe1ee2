# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the world outside, and what has to hold whatever they are (tests/README.md)."""
