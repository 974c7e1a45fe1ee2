/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads an address as it is typed or pasted. Syntax is RFC 5321 section 4.1.2
 * with UTF-8 in the local part (RFC 6531) and IDNA2008 in the domain.
 */
#define G_LOG_DOMAIN "postino-account"

#include "config.h"

#include "postino-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>
#include <string.h>

/* RFC 5321 section 4.5.3.1 and RFC 3696 erratum 1690, in octets. */
#define MAX_LOCAL_PART 64
#define MAX_ADDRESS    254
#define MAX_DOMAIN     253

G_DEFINE_QUARK (postino - address - error - quark, postino_address_error)
static gboolean
is_ip_address (const char *host)
{
  return g_hostname_is_ip_address (host);
}

/* An all-numeric last label would be taken for an IPv4 address (RFC 1123 section 2.1). */
static gboolean
is_host_name (const char *ascii)
{
  g_auto (GStrv) labels = g_strsplit (ascii, ".", -1);
  guint count = g_strv_length (labels);

  if (count == 0 || strlen (ascii) > MAX_DOMAIN)
    return FALSE;

  for (guint i = 0; i < count; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
      if (strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
        return FALSE;
    }

  return strspn (labels[count - 1], "0123456789") != strlen (labels[count - 1]);
}

char *
postino_domain_to_ascii (const char *domain)
{
  g_return_val_if_fail (domain != NULL, NULL);

  gsize length = strlen (domain);
  if (length > 2 && domain[0] == '[' && domain[length - 1] == ']')
    {
      g_autofree char *inner = g_strndup (domain + 1, length - 2);
      return is_ip_address (inner) ? g_steal_pointer (&inner) : NULL;
    }
  if (is_ip_address (domain))
    return g_ascii_strdown (domain, -1);

  g_autofree char *bare = g_strdup (domain);
  if (length > 1 && bare[length - 1] == '.')
    bare[length - 1] = '\0';

  char *found = NULL;
  int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
  /* Not with IDN2_USE_STD3_ASCII_RULES: it drops what it should refuse. */
  if (!g_utf8_validate (bare, -1, NULL) || idn2_to_ascii_8z (bare, &found, flags) != IDN2_OK)
    return NULL;

  g_autofree char *ascii = g_ascii_strdown (found, -1);
  idn2_free (found);

  return is_host_name (ascii) ? g_steal_pointer (&ascii) : NULL;
}

static char *
domain_to_unicode (const char *ascii)
{
  char *found = NULL;

  if (idn2_to_unicode_8z8z (ascii, &found, 0) != IDN2_OK)
    return g_strdup (ascii);

  char *unicode = g_strdup (found);
  idn2_free (found);
  return unicode;
}

/* RFC 5322 section 3.2.3 "atext", and everything outside ASCII (RFC 6531). */
static gboolean
is_atext (const char *byte)
{
  return (guchar) *byte >= 0x80 || g_ascii_isalnum (*byte)
         || strchr ("!#$%&'*+-/=?^_`{|}~", *byte) != NULL;
}

static gboolean
is_dot_atom (const char *text)
{
  gboolean after_dot = TRUE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '.' ? after_dot : !is_atext (p))
        return FALSE;
      after_dot = *p == '.';
    }

  return !after_dot;
}

/* RFC 5321 "Quoted-string"; control characters have no place in it. */
static gboolean
is_quoted_string (const char *text)
{
  gsize length = strlen (text);

  if (length < 2 || text[0] != '"' || text[length - 1] != '"')
    return FALSE;

  for (gsize i = 1; i < length - 1; i++)
    {
      if (g_ascii_iscntrl (text[i]) || text[i] == '"')
        return FALSE;
      if (text[i] == '\\' && (++i == length - 1 || g_ascii_iscntrl (text[i])))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_invisible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isspace (c) || type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL
         || type == G_UNICODE_SPACE_SEPARATOR;
}

/* Copies text without the white space and invisible characters at both ends. */
static char *
trim (const char *text, gssize length)
{
  const char *end = length < 0 ? text + strlen (text) : text + length;

  while (text < end && is_invisible (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && is_invisible (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (text, (gsize) (end - text));
}

/* RFC 6068: the first of the addresses, without what else the link says. "" where its
 * escapes cannot be read. */
static char *
strip_mailto (const char *text)
{
  if (g_ascii_strncasecmp (text, "mailto:", 7) != 0)
    return g_strdup (text);

  const char *first = text + 7 + strspn (text + 7, ",");
  g_autofree char *encoded = g_strndup (first, strcspn (first, ",?#"));
  g_autofree char *decoded = g_uri_unescape_string (encoded, NULL);

  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return g_strdup ("");
  return g_steal_pointer (&decoded);
}

/* "Name <address>" → the address, and the name without its quotation marks. Text
 * behind the bracket makes it something else. */
static char *
strip_name (const char *text, char **name)
{
  const char *open = strrchr (text, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;

  if (close == NULL || strspn (close + 1, " ,;") != strlen (close + 1))
    return trim (text, -1);

  g_autofree char *before = trim (text, open - text);
  gsize length = strlen (before);
  if (length >= 2 && before[0] == '"' && before[length - 1] == '"')
    *name = trim (before + 1, (gssize) length - 2);
  else if (length > 0)
    *name = g_steal_pointer (&before);

  return trim (open + 1, close - open - 1);
}

static gboolean
check_local_part (const char *local_part, GError **error)
{
  if (*local_part != '\0' && strlen (local_part) <= MAX_LOCAL_PART
      && (is_dot_atom (local_part) || is_quoted_string (local_part)))
    return TRUE;

  g_set_error_literal (error, POSTINO_ADDRESS_ERROR, POSTINO_ADDRESS_ERROR_LOCAL_PART,
                       _ ("Please look at the part before the @ once more: an e-mail address "
                          "has no spaces, and no dot at its start or end."));
  return FALSE;
}

static PostinoAddress *
parse_bare (const char *bare, GError **error)
{
  const char *at = strrchr (bare, '@');

  if (*bare == '\0')
    {
      g_set_error_literal (error, POSTINO_ADDRESS_ERROR, POSTINO_ADDRESS_ERROR_EMPTY,
                           _ ("Please type your e-mail address."));
      return NULL;
    }
  if (at == NULL)
    {
      g_set_error_literal (error, POSTINO_ADDRESS_ERROR, POSTINO_ADDRESS_ERROR_NO_AT,
                           _ ("An e-mail address has an @ in the middle, like ada@example.org."));
      return NULL;
    }

  g_autoptr (PostinoAddress) self = g_new0 (PostinoAddress, 1);
  self->local_part = g_strndup (bare, (gsize) (at - bare));
  if (!check_local_part (self->local_part, error))
    return NULL;

  self->domain_ascii = at[1] != '\0' ? postino_domain_to_ascii (at + 1) : NULL;
  if (self->domain_ascii == NULL || is_ip_address (self->domain_ascii)
      || strlen (self->local_part) + 1 + strlen (self->domain_ascii) > MAX_ADDRESS)
    {
      g_set_error_literal (error, POSTINO_ADDRESS_ERROR, POSTINO_ADDRESS_ERROR_DOMAIN,
                           _ ("Please look at the part after the @ once more: it is a name like "
                              "example.org."));
      return NULL;
    }
  self->domain = domain_to_unicode (self->domain_ascii);

  return g_steal_pointer (&self);
}

PostinoAddress *
postino_address_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *trimmed = trim (valid, -1);
  g_autofree char *plain = strip_mailto (trimmed);
  g_autofree char *name = NULL;
  g_autofree char *bare = strip_name (plain, &name);

  /* What a copied list leaves behind. */
  for (gsize length = strlen (bare); length > 0 && strchr (",;", bare[length - 1]) != NULL;
       length--)
    bare[length - 1] = '\0';

  PostinoAddress *self = parse_bare (bare, error);
  if (self != NULL)
    self->name = g_steal_pointer (&name);
  return self;
}

PostinoAddress *
postino_address_copy (const PostinoAddress *self)
{
  PostinoAddress *copy = g_new0 (PostinoAddress, 1);

  copy->name = g_strdup (self->name);
  copy->local_part = g_strdup (self->local_part);
  copy->domain = g_strdup (self->domain);
  copy->domain_ascii = g_strdup (self->domain_ascii);

  return copy;
}

void
postino_address_free (PostinoAddress *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->local_part);
  g_free (self->domain);
  g_free (self->domain_ascii);
  g_free (self);
}

char *
postino_address_to_string (const PostinoAddress *self)
{
  return g_strconcat (self->local_part, "@", self->domain, NULL);
}

char *
postino_address_to_ascii (const PostinoAddress *self)
{
  return g_strconcat (self->local_part, "@", self->domain_ascii, NULL);
}

gboolean
postino_address_is_spelled (const PostinoAddress *self, const char *text)
{
  g_autofree char *whole = postino_address_to_string (self);
  g_autofree char *ascii = postino_address_to_ascii (self);

  return g_ascii_strcasecmp (text, whole) == 0 || g_ascii_strcasecmp (text, ascii) == 0;
}

static void
append_capitalised (GString *name, const char *word)
{
  gunichar first = g_utf8_get_char (word);

  if (name->len > 0)
    g_string_append_c (name, ' ');
  g_string_append_unichar (name, g_unichar_totitle (first));
  g_string_append (name, g_utf8_next_char (word));
}

char *
postino_address_guess_name (const PostinoAddress *self)
{
  if (self->name != NULL && *self->name != '\0')
    return g_strdup (self->name);

  /* Without the tag of "ada+lists" and the year of "ada.lovelace15". */
  g_autofree char *plain = g_strndup (self->local_part, strcspn (self->local_part, "+"));
  g_auto (GStrv) words = g_strsplit_set (plain, "._-\"", -1);
  GString *name = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      gsize length = strlen (*word);
      while (length > 0 && g_ascii_isdigit ((*word)[length - 1]))
        (*word)[--length] = '\0';
      if (length > 0)
        append_capitalised (name, *word);
    }

  if (name->len == 0)
    g_string_append (name, self->local_part);
  return g_string_free (name, FALSE);
}

char *
postino_address_expand (const PostinoAddress *self, const char *template)
{
  g_autofree char *address = postino_address_to_ascii (self);
  const struct
  {
    const char *placeholder, *value;
  } known[] = {
    {"%EMAILADDRESS%", address},
    {"%EMAILLOCALPART%", self->local_part},
    {"%EMAILDOMAIN%", self->domain_ascii},
    {"%EMAILHOSTNAME%", self->domain_ascii}, /* the same, of the format's first days */
  };
  GString *out = g_string_new (NULL);

  while (*template != '\0')
    {
      const char *value = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (known) && value == NULL; i++)
        if (g_str_has_prefix (template, known[i].placeholder))
          {
            value = known[i].value;
            template += strlen (known[i].placeholder);
          }

      if (value != NULL)
        g_string_append (out, value);
      else
        g_string_append_c (out, *template ++);
    }

  return g_string_free (out, FALSE);
}
