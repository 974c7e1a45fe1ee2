/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a target makes a plan.
 */
#define G_LOG_DOMAIN "postino-handover"

#include "config.h"

#include "postino-handover-journal.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No format has a way to write a line break into a name, and a name with one is no
 * name but somebody's lines of configuration. */
static gboolean
check_account (const PostinoHandover *self, GError **error)
{
  const PostinoAccount *account = self->account;

  if (postino_text_is_one_line (self->address) && postino_text_is_one_line (account->name)
      && postino_text_is_one_line (self->ca_file)
      && postino_text_is_one_line (account->incoming->host)
      && postino_text_is_one_line (account->incoming->username)
      && postino_text_is_one_line (account->outgoing->host)
      && postino_text_is_one_line (account->outgoing->username))
    return TRUE;

  return postino_handover_refuse (
    self, _ ("There is a line break in a name of this account. It cannot be written down."), NULL,
    error);
}

PostinoHandover *
postino_handover_plan (const PostinoTarget *target,
                       const PostinoAccount *account,
                       const char *ca_file,
                       GError **error)
{
  g_return_val_if_fail (target != NULL && account != NULL, NULL);

  g_autoptr (PostinoHandover) self = g_new0 (PostinoHandover, 1);

  self->target = target;
  self->account = postino_account_copy (account);
  self->address = postino_address_to_string (account->address);
  self->ca_file = g_strdup (ca_file);
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_file_edit_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_keyring_item_free);
  if (!check_account (self, error) || !postino_target_get_write (target) (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
postino_handover_set_document (PostinoHandover *self, const char *name, GString *text)
{
  self->document_name = g_strdup (name);
  self->document = g_string_free_to_bytes (text);
  return TRUE;
}

gboolean
postino_handover_add_edit (PostinoHandover *self, PostinoFileEdit *edit)
{
  if (edit == NULL)
    return FALSE;

  g_ptr_array_add (self->edits, edit);
  return TRUE;
}

void
postino_handover_add_item (PostinoHandover *self,
                           const char *schema,
                           const char *label,
                           gboolean outgoing,
                           ...)
{
  PostinoKeyringItem *item = g_new0 (PostinoKeyringItem, 1);
  va_list pairs;

  item->schema = g_strdup (schema);
  item->label = g_strdup (label);
  item->outgoing = outgoing;
  item->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  va_start (pairs, outgoing);
  for (const char *name; (name = va_arg (pairs, const char *)) != NULL;)
    g_hash_table_insert (item->attributes, g_strdup (name),
                         g_strdup (va_arg (pairs, const char *)));
  va_end (pairs);
  g_ptr_array_add (self->items, item);
}

gboolean
postino_handover_refuse (const PostinoHandover *self,
                         const char *template,
                         const PostinoServer *server,
                         GError **error)
{
  g_autofree char *text =
    postino_text_fill (template, "program", _ (self->target->name), "host",
                       server != NULL ? server->host : "", "address", self->address, NULL);

  g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_UNFIT, text);
  return FALSE;
}

void
postino_handover_take_bus_error (GError **error, GError *cause, const char *template)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  g_dbus_error_strip_remote_error (cause);
  g_autofree char *text = postino_text_fill (template, "words", cause->message, NULL);
  g_set_error_literal (error, POSTINO_HANDOVER_ERROR, POSTINO_HANDOVER_ERROR_REFUSED, text);
  g_error_free (cause);
}

gboolean
postino_handover_refuse_but_imap (const PostinoHandover *self, GError **error)
{
  const PostinoServer *server = self->account->incoming;

  return (server->protocol == POSTINO_PROTOCOL_IMAP && postino_handover_signs_in (server))
         || postino_handover_refuse (
           self, _ ("{program} speaks IMAP only, and {host} is reached in another way."), server,
           error);
}

gboolean
postino_handover_refuse_pinned (const PostinoHandover *self, GError **error)
{
  const PostinoServer *servers[] = {self->account->incoming, self->account->outgoing};

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    if (servers[i]->pinned != NULL)
      return postino_handover_refuse (
        self,
        _ ("You have accepted the certificate of {host} yourself. {program} cannot be told to "
           "trust exactly that one. Please set up the account there, and accept it there."),
        servers[i], error);

  return TRUE;
}

gboolean
postino_handover_signs_in (const PostinoServer *server)
{
  return server->username != NULL && *server->username != '\0'
         && (server->auth & POSTINO_AUTH_NONE) == 0;
}

char *
postino_handover_make_username (const PostinoHandover *self, const PostinoServer *server)
{
  const PostinoAddress *address = self->account->address;

  if (postino_address_is_spelled (address, server->username))
    return g_strdup ("%EMAILADDRESS%");
  if (g_str_equal (server->username, address->local_part))
    return g_strdup ("%EMAILLOCALPART%");

  return g_strdup (server->username);
}

/* RFC 9562 section 5.8: free bits, but for version and variant. */
char *
postino_handover_make_uuid (const PostinoHandover *self, const char *role)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *parts[] = {
    APP_ID, self->target->id, self->address,
    postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) self->account->incoming->protocol), role};
  guint8 d[32];
  gsize length = sizeof d;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_checksum_update (checksum, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);
  g_checksum_get_digest (checksum, d, &length);
  d[6] = (guint8) ((d[6] & 0x0f) | 0x80);
  d[8] = (guint8) ((d[8] & 0x3f) | 0x80);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11],
                          d[12], d[13], d[14], d[15]);
}

char *
postino_handover_make_label (const PostinoHandover *self)
{
  g_autofree char *label = postino_address_to_ascii (self->account->address);

  return g_strdup (g_strcanon (label, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "@._+-", '_'));
}
