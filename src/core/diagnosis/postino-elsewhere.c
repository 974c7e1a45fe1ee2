/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Only the sentences that would be wrong there; causes.def and situations.def have all
 * the others for both.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-elsewhere.h"

#include <glib/gi18n-lib.h>

/* NULL leaves a sentence out. */
static const struct
{
  const char *here;
  const char *there;
} sentences[] = {
  {N_ ("Your password was not sent."), NULL},
  {N_ ("Without it others could read your password on the way, so it was not sent."),
   N_ ("Without it others could read your password on the way.")},
  {N_ ("Anybody could show such a certificate, so your password was not sent."),
   N_ ("Anybody could show such a certificate.")},
  {N_ ("Copy it, and paste it here."),
   N_ ("Copy it, and paste it into your mail program in place of the password.")},
  {N_ ("Copy the password from there, and paste it here."),
   N_ ("Copy the password from there, and paste it into your mail program.")},
  {N_ ("Come back, and type it here."), N_ ("Type the new one into your mail program.")},
  {N_ ("Type the password once more."), N_ ("Type the password into your mail program once more.")},
};

static void
reword (char **sentence)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (*sentence, _ (sentences[i].here)) == 0)
      {
        g_free (*sentence);
        *sentence = sentences[i].there != NULL ? g_strdup (_ (sentences[i].there)) : NULL;
        return;
      }
}

void
postino_elsewhere_reword (PostinoDiagnosis *diagnosis)
{
  g_return_if_fail (diagnosis != NULL);

  reword (&diagnosis->meaning);
  for (char **step = diagnosis->steps; *step != NULL; step++)
    reword (step);
  g_free (diagnosis->advice);
  diagnosis->advice = postino_diagnosis_join_advice (diagnosis->meaning, diagnosis->steps);

  for (guint i = 0; i < diagnosis->alternatives->len; i++)
    postino_elsewhere_reword (diagnosis->alternatives->pdata[i]);
}
