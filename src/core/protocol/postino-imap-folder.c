/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-imap-folder.h"

#include "postino-imap-scan.h"
#include "postino-text.h"
#include "postino-wire.h"

#include <string.h>

#define MAX_TITLE 200

/* RFC 6154 section 2, and what Gmail's XLIST had before. */
static const struct
{
  const char *attribute;
  PostinoFolderRole role;
} attributes[] = {
  {"\\Junk", POSTINO_FOLDER_JUNK},
  {"\\Spam", POSTINO_FOLDER_JUNK},
  {"\\Sent", POSTINO_FOLDER_SENT},
  {"\\Trash", POSTINO_FOLDER_TRASH},
};

/* What servers and programs call them, where nothing else tells. */
static const struct
{
  PostinoFolderRole role;
  const char *names;
} usual[] = {
  {POSTINO_FOLDER_JUNK,
   "junk|spam|junk mail|junk e-mail|junk email|bulk|bulk mail|spambox|posta indesiderata|"
   "spamverdacht|unerwünscht|courrier indésirable|pourriel|indésirables|correo no deseado|"
   "lixo eletrônico|lixo|ongewenste e-mail|wiadomości-śmieci|спам|нежелательная почта"},
  {POSTINO_FOLDER_SENT,
   "sent|sent items|sent messages|sent mail|sent-mail|posta inviata|inviati|gesendet|"
   "gesendete objekte|gesendete elemente|envoyés|éléments envoyés|messages envoyés|enviados|"
   "elementos enviados|enviadas|itens enviados|verzonden|verzonden items|wysłane|"
   "elementy wysłane|отправленные"},
};

/* In Base64 with a comma for the slash: UTF-16, the greater byte first. */
static char *
decode_run (const char *run, gsize length)
{
  g_autofree char *base64 = g_strndup (run, length);
  gsize size = 0;
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;

  g_strdelimit (base64, ",", '/');
  padded = g_strconcat (base64, &"==="[3 - (4 - length % 4) % 4], NULL);
  bytes = g_base64_decode (padded, &size);

  return size >= 2 ? g_convert ((const char *) bytes, (gssize) (size & ~(gsize) 1), "UTF-8",
                                "UTF-16BE", NULL, NULL, NULL)
                   : NULL;
}

/* Modified UTF-7 (RFC 3501 section 5.1.3). What is none stays as it is. */
static char *
decode (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    {
      const char *end = *p == '&' ? strchr (p, '-') : NULL;
      g_autofree char *run = NULL;

      if (end == NULL)
        g_string_append_c (text, *p);
      else if (end == p + 1)
        g_string_append_c (text, '&');
      else if ((run = decode_run (p + 1, (gsize) (end - p - 1))) != NULL)
        g_string_append (text, run);
      else
        return postino_text_make_safe (name, MAX_TITLE);
      if (end != NULL)
        p = end;
    }

  return postino_text_make_safe (text->str, MAX_TITLE);
}

char *
postino_imap_folder_quote (const char *name)
{
  GString *quoted = g_string_new ("\"");

  for (; *name != '\0'; name++)
    {
      if (*name == '"' || *name == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *name);
    }

  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static PostinoFolderRole
role_of_attribute (const char *attribute)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_ascii_strcasecmp (attribute, attributes[i].attribute) == 0)
      return attributes[i].role;

  return POSTINO_FOLDER_OTHER;
}

/* The last part of it: "INBOX.Spam", "[Gmail]/Spam". */
static PostinoFolderRole
role_of_name (const char *title, const char *separator)
{
  const char *last = separator != NULL && *separator != '\0' ? g_strrstr (title, separator) : NULL;
  g_autofree char *folded = g_utf8_casefold (last != NULL ? last + strlen (separator) : title, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_auto (GStrv) names = g_strsplit (usual[i].names, "|", -1);

      if (g_strv_contains ((const char *const *) names, folded))
        return usual[i].role;
    }

  return POSTINO_FOLDER_OTHER;
}

/* Returns whether the list of attributes is one, and the folder can be opened. */
static gboolean
take_attributes (PostinoImapFolder *self, PostinoImapScan *scan)
{
  if (!postino_imap_scan_skip (scan, '('))
    return FALSE;

  while (!postino_imap_scan_skip (scan, ')'))
    {
      g_autofree char *attribute = postino_imap_scan_string (scan, NULL);

      if (attribute == NULL || g_ascii_strcasecmp (attribute, "\\Noselect") == 0
          || g_ascii_strcasecmp (attribute, "\\NonExistent") == 0)
        return FALSE;
      if (role_of_attribute (attribute) != POSTINO_FOLDER_OTHER)
        {
          self->role = role_of_attribute (attribute);
          self->certain = TRUE;
        }
    }

  return TRUE;
}

static void
tell_role (PostinoImapFolder *self, const char *separator)
{
  if (g_ascii_strcasecmp (self->name, "INBOX") == 0)
    {
      self->role = POSTINO_FOLDER_INBOX;
      self->certain = TRUE;
    }
  else if (!self->certain)
    self->role = role_of_name (self->title, separator);
}

PostinoImapFolder *
postino_imap_folder_parse (const char *bytes, gsize length)
{
  static const char *const words[] = {"LIST", "XLIST", "LSUB"};
  g_autoptr (PostinoImapFolder) self = g_new0 (PostinoImapFolder, 1);
  PostinoImapScan scan = {NULL, NULL};
  gsize size = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words) && scan.at == NULL; i++)
    scan = postino_imap_scan_begin (bytes, length, words[i]);
  if (scan.at == NULL || !take_attributes (self, &scan))
    return NULL;

  g_autofree char *separator = postino_imap_scan_string (&scan, NULL);
  if (separator == NULL)
    return NULL;
  self->name = postino_imap_scan_string (&scan, &size);
  if (self->name == NULL || size == 0 || postino_wire_has_control (self->name, size))
    return NULL;

  self->title = decode (self->name);
  tell_role (self, strcmp (separator, "NIL") != 0 ? separator : NULL);
  return g_steal_pointer (&self);
}

void
postino_imap_folder_free (PostinoImapFolder *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->title);
  g_free (self);
}
