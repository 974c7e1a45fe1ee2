/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding is what makes a rule fit "Mot de passe expiré", "MOT DE PASSE EXPIRE"
 * and "mot-de-passe expiré." alike.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-fold.h"

/* Letters that Unicode does not take apart. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00df: /* ß */
      return "ss";
    case 0x00e6: /* æ */
      return "ae";
    case 0x00f8: /* ø */
      return "o";
    case 0x0111: /* đ */
      return "d";
    case 0x0131: /* ı */
      return "i";
    case 0x0142: /* ł */
      return "l";
    case 0x0153: /* œ */
      return "oe";
    default:
      return NULL;
    }
}

/* Scripts that are written without spaces. */
static gboolean
is_word_by_itself (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
      return TRUE;
    default:
      return FALSE;
    }
}

void
postino_fold (GString *out, const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  gboolean in_word = FALSE;

  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));
      gboolean alone = c >= 0x1100 && is_word_by_itself (c);
      const char *plain = plain_letter (c);

      if (g_unichar_ismark (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          in_word = FALSE;
          continue;
        }

      if ((!in_word || alone) && out->len > 0)
        g_string_append_c (out, ' ');
      if (plain != NULL)
        g_string_append (out, plain);
      else
        g_string_append_unichar (out, c);
      in_word = !alone;
    }
}
