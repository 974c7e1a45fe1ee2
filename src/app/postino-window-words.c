/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino"

#include "config.h"

#include <glib/gi18n.h>

#include "postino-window-words.h"

/* The eye is the button beside a password that shows it. */
static const struct
{
  const char *anywhere;
  const char *window;
} sentences[] = {
  {N_ ("Type the password once more."), N_ ("Type the password once more; the eye shows it.")},
  {N_ ("If it is, type the password once more."),
   N_ ("If it is, type the password once more; the eye shows it.")},
  {N_ ("In a company that still allows passwords, type yours once more."),
   N_ ("In a company that still allows passwords, type yours once more; the eye shows it.")},
};

const char *
postino_window_words (const char *sentence)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (sentence, _ (sentences[i].anywhere)) == 0)
      return _ (sentences[i].window);

  return sentence;
}
