/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tick is never alone: words say the same.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-steps.h"
#include "cli-text.h"

#include <glib/gi18n.h>

static const struct
{
  const char *passed;
  const char *failed;
} words[] = {
  [POSTINO_STAGE_LOOKUP] = {NC_ ("step", "Found"), NC_ ("step", "Not found")},
  [POSTINO_STAGE_CONNECT] = {NC_ ("step", "Connected"), NC_ ("step", "Not connected")},
  [POSTINO_STAGE_TLS] = {NC_ ("step", "Secured"), NC_ ("step", "Not secured")},
  [POSTINO_STAGE_GREETING] = {NC_ ("step", "Answered"), NC_ ("step", "No good answer")},
  [POSTINO_STAGE_LOGIN] = {NC_ ("step", "Signed in"), NC_ ("step", "Not signed in")},
  [POSTINO_STAGE_MAILBOX] = {NC_ ("step", "Inbox opened"), NC_ ("step", "Inbox not opened")},
  [POSTINO_STAGE_SENDER] = {NC_ ("step", "May send"), NC_ ("step", "May not send")},
};

static const char *
get_side (PostinoSide side)
{
  return side == POSTINO_SIDE_INCOMING ? _ ("Receiving") : _ ("Sending");
}

void
cli_steps_print_attempt (PostinoSide side, const char *text)
{
  g_autofree char *line = g_strdup_printf ("  %s · %s", get_side (side), text);

  cli_text_print (CLI_STYLE_PLAIN, 0, line);
}

void
cli_steps_print (PostinoSide side, PostinoStage stage, PostinoStepState state)
{
  gboolean passed = state == POSTINO_STEP_PASSED;

  if (state == POSTINO_STEP_RUNNING || stage >= G_N_ELEMENTS (words))
    return;

  const char *word =
    g_dpgettext2 (NULL, "step", passed ? words[stage].passed : words[stage].failed);
  g_autofree char *text = g_strdup_printf ("%s %s · %s", passed ? "✓" : "✗", get_side (side), word);

  cli_text_print (passed ? CLI_STYLE_GOOD : CLI_STYLE_BAD, 0, text);
}
