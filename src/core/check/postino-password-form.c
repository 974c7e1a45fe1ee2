/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords are looked at where they lie, in their locked pages.
 */
#define G_LOG_DOMAIN "postino-check"

#include "postino-password-form.h"

#include "postino-text.h"

/* An app password in groups: "abcd efgh ijkl mnop". Fewer letters are a word or two. */
#define MIN_GROUP   3
#define MAX_GROUP   8
#define MIN_LETTERS 12

#define NO_BREAK_SPACE 0xa0

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == NO_BREAK_SPACE;
}

static PostinoSecret *
trim (PostinoSecret *password)
{
  const char *text = postino_secret_peek (password);
  gsize length = postino_secret_get_length (password);
  gsize size;

  while ((size = postino_text_measure_blank (text, length, FALSE)) > 0)
    {
      text += size;
      length -= size;
    }
  while ((size = postino_text_measure_blank (text, length, TRUE)) > 0)
    length -= size;

  return postino_secret_new_len (text, length);
}

PostinoSecret *
postino_password_form_apply (PostinoPasswordForm self, PostinoSecret *password)
{
  g_return_val_if_fail (password != NULL, NULL);

  switch (self)
    {
    case POSTINO_PASSWORD_TRIMMED:
      return trim (password);
    case POSTINO_PASSWORD_WITHOUT_SPACES:
      return postino_secret_new_without (password, is_space);
    case POSTINO_PASSWORD_AS_TYPED:
    default:
      return postino_secret_ref (password);
    }
}

static gboolean
is_in_groups (PostinoSecret *password)
{
  g_autoptr (PostinoSecret) trimmed = trim (password);
  const char *text = postino_secret_peek (trimmed);
  gsize length = postino_secret_get_length (trimmed);
  guint groups = 1, letters = 0, group = 0;

  for (gsize i = 0; i < length;)
    {
      gsize space = postino_text_measure_blank (text + i, length - i, FALSE);

      if (space == 0 && !g_ascii_isalnum (text[i]))
        return FALSE;
      if (space == 0)
        {
          group++;
          letters++;
        }
      else if (group < MIN_GROUP || group > MAX_GROUP)
        return FALSE;
      else
        {
          groups++;
          group = 0;
        }
      i += MAX (space, 1);
    }

  return groups > 1 && group >= MIN_GROUP && group <= MAX_GROUP && letters >= MIN_LETTERS;
}

static gboolean
has_app_passwords (const PostinoProvider *provider)
{
  return provider != NULL
         && (provider->policy == POSTINO_POLICY_APP_PASSWORD
             || postino_provider_get_link (provider, POSTINO_LINK_APP_PASSWORD) != NULL);
}

static gboolean
has_space_at_ends (PostinoSecret *password)
{
  const char *text = postino_secret_peek (password);
  gsize length = postino_secret_get_length (password);
  g_autoptr (PostinoSecret) trimmed = trim (password);

  return postino_secret_get_length (trimmed) > 0
         && (postino_text_measure_blank (text, length, FALSE) > 0
             || postino_text_measure_blank (text, length, TRUE) > 0);
}

PostinoPasswordForm
postino_password_form_suggest (PostinoSecret *password, const PostinoProvider *provider)
{
  if (password == NULL || postino_secret_is_token (password))
    return POSTINO_PASSWORD_AS_TYPED;
  if (has_app_passwords (provider) && is_in_groups (password))
    return POSTINO_PASSWORD_WITHOUT_SPACES;
  if (has_space_at_ends (password))
    return POSTINO_PASSWORD_TRIMMED;

  return POSTINO_PASSWORD_AS_TYPED;
}
