/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a report is written, whoever writes a part of it: one fact a line, nothing that a
 * server says passes for ours, and nobody is named who is not to be.
 */
#pragma once

#include "postino-check-result.h"

G_BEGIN_DECLS

/**
 * PostinoReportWriter:
 * @out: what is written so far
 * @hidden: (element-type utf8): names that are masked wherever they may stand, the longest
 *   first
 */
typedef struct
{
  GString *out;
  GPtrArray *hidden;
} PostinoReportWriter;

/**
 * postino_report_writer_new:
 * @result: whom it is about
 * @show_local_part: whether the address (and user names) stand in full
 *
 * Returns: (transfer full): a report with nothing in it
 */
PostinoReportWriter *
postino_report_writer_new (const PostinoCheckResult *result, gboolean show_local_part);

void postino_report_writer_free (PostinoReportWriter *self);

/**
 * postino_report_writer_dup_text:
 * @self: a writer
 *
 * Returns: (transfer full): the report as it is
 */
char *postino_report_writer_dup_text (const PostinoReportWriter *self);

/**
 * postino_report_writer_begin_section:
 * @self: a writer
 * @title: what the lines that follow are about
 */
void postino_report_writer_begin_section (PostinoReportWriter *self, const char *title);

/**
 * postino_report_writer_make_line:
 * @value: (nullable): any text
 *
 * Returns: (transfer full) (nullable): one line, safe to show
 */
char *postino_report_writer_make_line (const char *value);

/**
 * postino_report_writer_mask:
 * @self: a writer
 * @name: (nullable): an address or a user name
 *
 * Returns: (transfer full) (nullable): as it may stand in the report
 */
char *postino_report_writer_mask (const PostinoReportWriter *self, const char *name);

/**
 * postino_report_writer_add_line:
 * @self: a writer
 * @name: what it is
 * @value: (nullable): a fact about a server, which says nothing about the person; nothing is
 *   written for %NULL and ""
 */
void
postino_report_writer_add_line (PostinoReportWriter *self, const char *name, const char *value);

/**
 * postino_report_writer_add_words:
 * @self: a writer
 * @name: what it is
 * @value: (nullable): words that may have the person's name in them
 */
void
postino_report_writer_add_words (PostinoReportWriter *self, const char *name, const char *value);

/**
 * postino_report_writer_add_name:
 * @self: a writer
 * @name: what it is
 * @value: (nullable): an address or a user name
 */
void
postino_report_writer_add_name (PostinoReportWriter *self, const char *name, const char *value);

/**
 * postino_report_writer_add_list:
 * @self: a writer
 * @title: what they are
 * @items: (array zero-terminated=1): sentences; nothing is written for none
 */
void postino_report_writer_add_list (PostinoReportWriter *self, const char *title, char **items);

/**
 * postino_report_writer_add_reply:
 * @self: a writer
 * @title: whose words they are
 * @reply: (nullable): a server's words, each line of which gets a bar
 */
void
postino_report_writer_add_reply (PostinoReportWriter *self, const char *title, const char *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoReportWriter, postino_report_writer_free)

G_END_DECLS
