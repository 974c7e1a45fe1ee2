/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-allowances.h"

#include "postino-capabilities.h"
#include "postino-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than any message has: a server that says so has no limit. */
#define MAX_SIZE ((guint64) 1 << 40)

static guint64
get_message_size (char **capabilities)
{
  guint64 size = 0;

  for (; capabilities != NULL && *capabilities != NULL; capabilities++)
    if (g_ascii_strncasecmp (*capabilities, "SIZE ", strlen ("SIZE ")) == 0)
      size = g_ascii_strtoull (*capabilities + strlen ("SIZE "), NULL, 10);

  return size <= MAX_SIZE ? size : 0;
}

void
postino_allowances_read (PostinoAllowances *self,
                         const PostinoReport *incoming,
                         const PostinoReport *outgoing)
{
  char **in = incoming->capabilities;

  self->message_size = get_message_size (outgoing->capabilities);
  self->quota_used_kib = incoming->quota_used_kib;
  self->quota_limit_kib = incoming->quota_limit_kib;
  self->idle = postino_capabilities_has (in, "IDLE") || postino_capabilities_has (in, "IMAP4rev2");
  self->utf8 =
    postino_capabilities_has (outgoing->capabilities, "SMTPUTF8")
    && (postino_capabilities_has (in, "UTF8=ACCEPT") || postino_capabilities_has (in, "UTF8=ONLY")
        || postino_capabilities_has (in, "UTF8"));
}

static void
add_size (GStrvBuilder *lines, const PostinoAllowances *self)
{
  g_autofree char *size = g_format_size (self->message_size);
  g_autofree char *text =
    postino_text_fill (_ ("A message may be as large as {size}, with its attachments; those take a "
                          "third more on their way."),
                       "size", size, NULL);

  if (self->message_size > 0)
    g_strv_builder_add (lines, text);
}

static void
add_quota (GStrvBuilder *lines, const PostinoAllowances *self)
{
  g_autofree char *used =
    g_format_size_full (MIN (self->quota_used_kib, MAX_SIZE) * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *limit =
    g_format_size_full (MIN (self->quota_limit_kib, MAX_SIZE) * 1024, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *text = postino_text_fill (_ ("The mailbox holds {used} of {limit}."), "used",
                                             used, "limit", limit, NULL);

  if (self->quota_limit_kib > 0)
    g_strv_builder_add (lines, text);
}

char **
postino_allowances_describe (const PostinoAllowances *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  add_size (lines, self);
  add_quota (lines, self);
  g_strv_builder_add (lines, self->idle
                               ? _ ("New mail is announced the moment it arrives.")
                               : _ ("Mail programs have to ask for new mail from time to time."));
  g_strv_builder_add (
    lines, self->utf8
             ? _ ("Addresses may have letters of any language.")
             : _ ("Addresses with letters beyond a to z are not supported on both sides."));

  return g_strv_builder_end (lines);
}
