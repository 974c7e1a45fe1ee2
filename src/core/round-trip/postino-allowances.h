/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What two servers say they allow, as far as a person may want to know it.
 */
#pragma once

#include "postino-report.h"

G_BEGIN_DECLS

/**
 * PostinoAllowances:
 * @message_size: how large a message may be, in bytes; 0 where nothing is said (RFC 1870)
 * @quota_used_kib: what the mailbox holds, in KiB
 * @quota_limit_kib: what it may hold, in KiB; 0 where nothing is said
 * @idle: whether new mail is told of at once (RFC 2177)
 * @utf8: whether addresses may have letters beyond a to z (RFC 6531, RFC 9755, RFC 6856)
 */
typedef struct
{
  guint64 message_size;
  guint64 quota_used_kib;
  guint64 quota_limit_kib;
  gboolean idle;
  gboolean utf8;
} PostinoAllowances;

/**
 * postino_allowances_read:
 * @self: (out caller-allocates): filled in
 * @incoming: the report of the incoming server
 * @outgoing: the report of the outgoing server
 */
void postino_allowances_read (PostinoAllowances *self,
                              const PostinoReport *incoming,
                              const PostinoReport *outgoing);

/**
 * postino_allowances_describe:
 * @self: what is allowed
 *
 * Returns: (transfer full) (array zero-terminated=1): translated sentences
 */
char **postino_allowances_describe (const PostinoAllowances *self);

G_END_DECLS
