# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that speaks Italian: the language in which tests know the words."""

import functools

import languages

environment = functools.partial(languages.environment, "it")
