/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-round-trip"

#include "config.h"

#include "postino-mail.h"

#include <glib/gi18n.h>
#include <gmime/gmime.h>
#include <string.h>

/* How deep parts in parts are looked through. */
#define MAX_DEPTH 8

static void
init (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      g_mime_init ();
      g_once_init_leave (&done, 1);
    }
}

/* Writing. */

static GMimeObject *
write_text (void)
{
  GMimeTextPart *part = g_mime_text_part_new ();
  g_autofree char *text = g_strconcat (
    _ ("Postino has sent you this message from your own account, to see whether mail goes all "
       "the way."),
    "\n\n",
    _ ("Postino deletes it by itself. If you are reading this, you can delete it: nothing is "
       "lost."),
    "\n", NULL);

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, text);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

/* A name in UTF-8 and not in whatever has its letters. */
static void
add_mailbox (GMimeMessage *message, GMimeAddressType type, const char *name, const char *address)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);
  InternetAddress *mailbox = internet_address_mailbox_new (name, address);

  internet_address_set_charset (mailbox, "utf-8");
  internet_address_list_add (list, mailbox);
  g_object_unref (mailbox);
}

char *
postino_mail_write (const PostinoAccount *account, const PostinoLetter *letter)
{
  init ();

  GMimeMessage *message = g_mime_message_new (TRUE);
  GMimeObject *text = write_text ();
  g_autofree char *address = postino_address_to_ascii (account->address);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (letter->sent_at);
  char *written;

  add_mailbox (message, GMIME_ADDRESS_TYPE_FROM, account->name, address);
  add_mailbox (message, GMIME_ADDRESS_TYPE_TO, account->name, address);
  g_mime_message_set_subject (message, _ ("Does mail go all the way?"), "utf-8");
  g_mime_message_set_date (message, utc);
  g_mime_message_set_message_id (message, letter->message_id);
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated", NULL);
  g_mime_message_set_mime_part (message, text);
  written = g_mime_object_to_string (GMIME_OBJECT (message), NULL);

  g_object_unref (text);
  g_object_unref (message);
  return written;
}

/* Reading. */

static GMimeMessage *
parse (const char *bytes, gsize length)
{
  init ();

  /* Nothing may come as no pointer. */
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (bytes != NULL ? bytes : "", length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  return message;
}

static GMimeMessage *
parse_bytes (GBytes *mail)
{
  gsize length;
  const char *bytes = g_bytes_get_data (mail, &length);

  return parse (bytes, length);
}

/* The first part of a type, however deep; the message that is reported about is left. */
static GMimeObject *
find_part (GMimeObject *object, const char *type, const char *subtype, int depth)
{
  GMimeContentType *content = object != NULL ? g_mime_object_get_content_type (object) : NULL;
  GMimeObject *found = NULL;

  if (content == NULL || depth > MAX_DEPTH)
    return NULL;
  if (g_mime_content_type_is_type (content, type, subtype))
    return object;
  if (GMIME_IS_MULTIPART (object))
    for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (object)) && found == NULL; i++)
      found = find_part (g_mime_multipart_get_part (GMIME_MULTIPART (object), i), type, subtype,
                         depth + 1);

  return found;
}

static char *
get_content (GMimeObject *object)
{
  GMimeDataWrapper *content =
    GMIME_IS_PART (object) ? g_mime_part_get_content (GMIME_PART (object)) : NULL;

  if (content == NULL)
    return NULL;

  GMimeStream *stream = g_mime_stream_mem_new ();
  g_mime_data_wrapper_write_to_stream (content, stream);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  char *text = g_strndup ((const char *) bytes->data, bytes->len);

  g_object_unref (stream);
  return text;
}

static PostinoBounce *
read_report (GMimeMessage *message)
{
  GMimeObject *body = g_mime_message_get_mime_part (message);
  GMimeObject *status = find_part (body, "message", "delivery-status", 0);
  GMimeObject *words = find_part (body, "text", "plain", 0);
  g_autofree char *fields = status != NULL ? get_content (status) : NULL;
  PostinoBounce *bounce = postino_bounce_parse (fields != NULL ? fields : "");

  bounce->text = words != NULL ? get_content (words) : NULL;
  return bounce;
}

/* Older servers write reports that are no multipart/report. */
static gboolean
is_from_a_server (GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  InternetAddress *first = from != NULL && internet_address_list_length (from) > 0
                             ? internet_address_list_get_address (from, 0)
                             : NULL;
  const char *address = INTERNET_ADDRESS_IS_MAILBOX (first)
                          ? internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (first))
                          : NULL;

  return address != NULL
         && (g_ascii_strncasecmp (address, "mailer-daemon", strlen ("mailer-daemon")) == 0
             || g_ascii_strncasecmp (address, "postmaster@", strlen ("postmaster@")) == 0);
}

static PostinoMailKind
judge_report (GMimeMessage *message)
{
  GMimeObject *body = g_mime_message_get_mime_part (message);
  g_autoptr (PostinoBounce) bounce = read_report (message);

  if (bounce->action == POSTINO_BOUNCE_FAILED)
    return POSTINO_MAIL_BOUNCE;
  if (bounce->action == POSTINO_BOUNCE_DELAYED)
    return POSTINO_MAIL_DELAY;

  return find_part (body, "message", "delivery-status", 0) == NULL && is_from_a_server (message)
           ? POSTINO_MAIL_BOUNCE
           : POSTINO_MAIL_OTHER;
}

/* A report has the Message-ID in what it quotes of the message, an answer of a person too:
 * that one stays. */
PostinoMailKind
postino_mail_judge (const char *bytes, gsize length, const PostinoLetter *letter)
{
  GMimeMessage *message = parse (bytes, length);
  PostinoMailKind kind = POSTINO_MAIL_OTHER;

  if (message == NULL)
    return kind;

  if (g_strcmp0 (g_mime_message_get_message_id (message), letter->message_id) == 0)
    kind = POSTINO_MAIL_OURS;
  else if (memmem (bytes, length, letter->message_id, strlen (letter->message_id)) != NULL)
    kind = judge_report (message);

  g_object_unref (message);
  return kind;
}

PostinoBounce *
postino_mail_read_bounce (GBytes *mail)
{
  GMimeMessage *message = parse_bytes (mail);
  PostinoBounce *bounce = message != NULL ? read_report (message) : postino_bounce_parse ("");

  g_clear_object (&message);
  return bounce;
}

char **
postino_mail_dup_headers (GBytes *mail, const char *name)
{
  GMimeMessage *message = parse_bytes (mail);
  GMimeHeaderList *headers =
    message != NULL ? g_mime_object_get_header_list (GMIME_OBJECT (message)) : NULL;
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (int i = 0; headers != NULL && i < g_mime_header_list_get_count (headers); i++)
    {
      GMimeHeader *header = g_mime_header_list_get_header_at (headers, i);

      if (g_ascii_strcasecmp (g_mime_header_get_name (header), name) == 0)
        g_strv_builder_add (values, g_mime_header_get_raw_value (header));
    }

  g_clear_object (&message);
  return g_strv_builder_end (values);
}

gint64
postino_mail_get_arrival (GBytes *mail)
{
  g_auto (GStrv) received = postino_mail_dup_headers (mail, "Received");
  const char *semicolon = received[0] != NULL ? strrchr (received[0], ';') : NULL;
  g_autoptr (GDateTime) date =
    semicolon != NULL ? g_mime_utils_header_decode_date (semicolon + 1) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : -1;
}
