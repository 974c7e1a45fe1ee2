/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-test"

#include "conversation-errand.h"

#include "postino-imap-watch.h"
#include "postino-pop3-watch.h"
#include "postino-smtp-delivery.h"

#include <string.h>

#define MESSAGE_ID "<ours@example.org>"
#define MESSAGE    "Subject: hello\nMessage-ID: " MESSAGE_ID "\n\n.\n..two\nlast\n"

/* Messages here have one line that says what they are. */
static PostinoMailKind
judge (const char *bytes, gsize length, gpointer user_data)
{
  static const struct
  {
    const char *mark;
    PostinoMailKind kind;
  } marks[] = {
    {"Message-ID: " MESSAGE_ID, POSTINO_MAIL_OURS},
    {"Bounce: " MESSAGE_ID, POSTINO_MAIL_BOUNCE},
    {"Delay: " MESSAGE_ID, POSTINO_MAIL_DELAY},
  };

  g_assert_cmpuint (strlen (bytes), ==, length);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (bytes, marks[i].mark) != NULL)
      return marks[i].kind;

  return POSTINO_MAIL_OTHER;
}

PostinoErrand *
conversation_make_errand (const Conversation *self)
{
  const char *name = conversation_get_value (self, "errand", NULL);
  g_autoptr (GDateTime) since = g_date_time_new_utc (2026, 3, 1, 12, 0, 0);

  if (name == NULL)
    return NULL;
  g_assert_cmpstr (name, ==, self->protocol == POSTINO_PROTOCOL_SMTP ? "send" : "watch");

  switch (self->protocol)
    {
    case POSTINO_PROTOCOL_SMTP:
      return postino_smtp_delivery_new (
        conversation_get_value (self, "utf8", NULL) == NULL ? MESSAGE : MESSAGE "Grüße\n");
    case POSTINO_PROTOCOL_POP3:
      return postino_pop3_watch_new (judge, NULL);
    case POSTINO_PROTOCOL_IMAP:
    default:
      return postino_imap_watch_new (MESSAGE_ID, since, judge, NULL);
    }
}

static char *
describe_catch (const PostinoMailCatch *found)
{
  static const char *const kinds[] = {NULL, "ours", "bounce", "delay"};
  static const char *const cleanings[] = {"nothing", "deleted", "trashed", "marked", "kept"};
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < POSTINO_MAIL_N_KINDS; i++)
    if (found->mails[i] != NULL)
      g_string_append_printf (text, "%s, ", kinds[i]);
  if (found->folder != NULL)
    g_string_append_printf (text, "in %s, ", found->folder);
  g_string_append_printf (text, "%u + %u sent + %u reports %s", found->copies, found->sent_copies,
                          found->reports, cleanings[found->cleaning]);

  return g_string_free (text, FALSE);
}

static char *
describe (PostinoErrand *errand)
{
  static const char *const deliveries[] = {"none", "uncertain", "accepted", "too-large", "no-utf8"};

  if (POSTINO_IS_SMTP_DELIVERY (errand))
    return g_strdup (deliveries[postino_smtp_delivery_get_state (POSTINO_SMTP_DELIVERY (errand))]);

  return describe_catch (POSTINO_IS_POP3_WATCH (errand)
                           ? postino_pop3_watch_get_catch (POSTINO_POP3_WATCH (errand))
                           : postino_imap_watch_get_catch (POSTINO_IMAP_WATCH (errand)));
}

void
conversation_compare_errand (const Conversation *self, PostinoErrand *errand)
{
  g_autofree char *outcome = describe (errand);
  gboolean open = conversation_get_value (self, "open", NULL) != NULL;

  g_assert_cmpstr (outcome, ==, conversation_get_value (self, "outcome", NULL));
  g_assert_cmpint (postino_errand_is_done (errand), ==, !open);
}
