/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The image is a GVariant, an array of rules in the order in which they are tried.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-rules.h"

#define RULE_TYPE "(yyyysssssss)"

GBytes *
postino_reply_rules_build (GPtrArray *rules)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" RULE_TYPE));

  for (guint i = 0; i < rules->len; i++)
    {
      const PostinoReplyRule *rule = g_ptr_array_index (rules, i);

      g_variant_builder_add (&builder, RULE_TYPE, rule->cause, rule->grade, rule->protocols,
                             rule->stages, rule->hosts, rule->providers, rule->codes,
                             rule->statuses, rule->enhanced, rule->words, rule->without);
    }

  g_autoptr (GVariant) image = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (image);
}

static void
read_rule (GVariant *rules, gsize number, PostinoReplyRule *rule)
{
  guint8 cause, grade;

  g_variant_get_child (rules, number, "(yyyy&s&s&s&s&s&s&s)", &cause, &grade, &rule->protocols,
                       &rule->stages, &rule->hosts, &rule->providers, &rule->codes, &rule->statuses,
                       &rule->enhanced, &rule->words, &rule->without);
  rule->cause = cause;
  rule->grade = grade;
}

int
postino_reply_rules_find (const guint8 *image,
                          gsize size,
                          const PostinoReplyScene *scene,
                          const PostinoReplyText *text,
                          PostinoReplyRule *rule)
{
  g_autoptr (GVariant) rules = g_variant_ref_sink (
    g_variant_new_from_data (G_VARIANT_TYPE ("a" RULE_TYPE), image, size, TRUE, NULL, NULL));
  gsize count = g_variant_n_children (rules);

  for (gsize i = 0; i < count; i++)
    {
      read_rule (rules, i, rule);
      if (postino_reply_rule_matches (rule, scene, text))
        return (int) i;
    }

  return -1;
}
