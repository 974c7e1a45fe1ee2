/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines for a person: wrapped to the window, coloured where that helps, plain
 * when they go to a file.
 */
#pragma once

#include "postino-provider.h"

G_BEGIN_DECLS

/**
 * CliStyle:
 * @CLI_STYLE_PLAIN: as it is
 * @CLI_STYLE_BOLD: a headline
 * @CLI_STYLE_GOOD: something works
 * @CLI_STYLE_BAD: something does not
 */
typedef enum
{
  CLI_STYLE_PLAIN,
  CLI_STYLE_BOLD,
  CLI_STYLE_GOOD,
  CLI_STYLE_BAD,
} CliStyle;

/**
 * cli_text_wrap:
 * @text: a paragraph
 * @indent: the column where the text begins in each of its lines; the first one is there already
 * @width: the columns that there are, or 0 when lines need no end
 *
 * Returns: (transfer full): @text with its lines broken between words
 */
char *cli_text_wrap (const char *text, guint indent, guint width);

/**
 * cli_text_print:
 * @style: how
 * @indent: spaces before each line
 * @text: (nullable): a paragraph; nothing is printed for %NULL
 *
 * Breaks the lines between words where standard output is a terminal.
 */
void cli_text_print (CliStyle style, guint indent, const char *text);

/**
 * cli_text_print_step:
 * @indent: spaces before each line
 * @number: which step it is, from 1; 0 where there is only one
 * @text: what to do
 *
 * A paragraph behind its number, with the text of all its lines in one column.
 */
void cli_text_print_step (guint indent, guint number, const char *text);

/**
 * cli_text_print_quote:
 * @indent: spaces before each line
 * @text: what a server said, lines separated by "\n", not safe yet
 *
 * Each line stands behind a bar, so that nothing in it passes for ours.
 */
void cli_text_print_quote (guint indent, const char *text);

/**
 * cli_text_print_link:
 * @indent: spaces before the line
 * @link: a page
 *
 * What it is for and its address, which is never broken.
 */
void cli_text_print_link (guint indent, const PostinoLink *link);

G_END_DECLS
