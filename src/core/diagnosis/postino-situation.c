/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of situations, and how one becomes the sentences that a person reads.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "config.h"

#include "postino-situation.h"

#include "postino-facts.h"
#include "postino-text.h"

#include <glib/gi18n-lib.h>

#define MAX_VERSIONS 4 /* with the NULL behind the last one */
#define MAX_STEPS    POSTINO_SITUATION_MAX_STEPS
#define MAX_LINKS    4

typedef struct
{
  PostinoCause cause;
  int links[MAX_LINKS]; /* -1 ends them when there are fewer */
  const char *headlines[MAX_VERSIONS];
  const char *meanings[MAX_VERSIONS];
  const char *steps[MAX_STEPS][MAX_VERSIONS];
} Row;

/* One more than the page, so that the zeros behind the last one mean none. */
enum
{
  PASSWORD_RESET = POSTINO_LINK_PASSWORD_RESET + 1,
  APP_PASSWORD = POSTINO_LINK_APP_PASSWORD + 1,
  ENABLE_ACCESS = POSTINO_LINK_ENABLE_ACCESS + 1,
  SIGN_IN = POSTINO_LINK_SIGN_IN + 1,
  HELP = POSTINO_LINK_HELP + 1,
};

#define LINKS(...)                                                                                 \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }
#define SAY(...)                                                                                   \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }
#define STEPS(...)                                                                                 \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }
#define CAUSE(name, nick, who, links, ...) {POSTINO_CAUSE_##name, links, __VA_ARGS__},
#define SITUATION(name, cause, links, ...) {POSTINO_CAUSE_##cause, links, __VA_ARGS__},

static const Row rows[POSTINO_N_SITUATIONS] = {
#include "causes.def"
#include "situations.def"
};

#undef LINKS
#undef SAY
#undef STEPS
#undef CAUSE
#undef SITUATION

PostinoCause
postino_situation_get_cause (PostinoSituation self)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS, POSTINO_CAUSE_PROTOCOL_ERROR);

  return rows[self].cause;
}

const char *const *
postino_situation_get_headlines (PostinoSituation self)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS, NULL);

  return rows[self].headlines;
}

const char *const *
postino_situation_get_meanings (PostinoSituation self)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS, NULL);

  return rows[self].meanings;
}

const char *const *
postino_situation_get_step (PostinoSituation self, guint i)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS && i < MAX_STEPS, NULL);

  return rows[self].steps[i];
}

GPtrArray *
postino_situation_get_links (PostinoSituation self, const PostinoProvider *provider)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS, NULL);

  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_link_free);

  for (gsize i = 0; i < MAX_LINKS && rows[self].links[i] != 0; i++)
    {
      PostinoLinkRel rel = (PostinoLinkRel) (rows[self].links[i] - 1);
      const char *href = postino_provider_get_link (provider, rel);

      if (href != NULL)
        g_ptr_array_add (links, postino_link_new (rel, href));
    }

  return links;
}

/* Whether every {name} of @sentence is known. */
static gboolean
is_sayable (const char *sentence, GHashTable *facts)
{
  const char *open = sentence;

  while ((open = strchr (open, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_return_val_if_fail (close != NULL, FALSE);
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));

      if (!g_hash_table_contains (facts, name))
        return FALSE;
      open = close;
    }

  return TRUE;
}

static char *
say (const char *const *versions, GHashTable *facts)
{
  for (gsize i = 0; i < MAX_VERSIONS && versions[i] != NULL; i++)
    if (is_sayable (versions[i], facts))
      return postino_text_fill_table (_ (versions[i]), facts);

  return NULL;
}

/* A step of which too little is known is left out. */
static char **
say_steps (const Row *row, GHashTable *facts)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  for (gsize i = 0; i < MAX_STEPS; i++)
    {
      g_autofree char *step = say (row->steps[i], facts);

      if (step != NULL)
        g_strv_builder_add (steps, step);
    }

  return g_strv_builder_end (steps);
}

PostinoDiagnosis *
postino_situation_describe (PostinoSituation self,
                            const PostinoReport *report,
                            const PostinoContext *context)
{
  g_return_val_if_fail (self < POSTINO_N_SITUATIONS, NULL);

  g_autoptr (GHashTable) facts = postino_facts_collect (report, context);
  PostinoDiagnosis *diagnosis = g_new0 (PostinoDiagnosis, 1);

  diagnosis->cause = rows[self].cause;
  diagnosis->stage = report->stage;
  diagnosis->headline = say (rows[self].headlines, facts);
  diagnosis->meaning = say (rows[self].meanings, facts);
  diagnosis->steps = say_steps (&rows[self], facts);
  diagnosis->advice = postino_diagnosis_join_advice (diagnosis->meaning, diagnosis->steps);
  diagnosis->hints = g_new0 (char *, 1);
  diagnosis->links = postino_situation_get_links (self, context->provider);
  diagnosis->alternatives =
    g_ptr_array_new_with_free_func ((GDestroyNotify) postino_diagnosis_free);

  return diagnosis;
}
