# SPDX-License-Identifier: GPL-3.0-or-later
"""Every cause, reached with both programs."""
