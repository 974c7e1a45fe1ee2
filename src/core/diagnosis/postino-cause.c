/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Registers causes and verdicts with their nicks.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-cause.h"

GType
postino_cause_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
#define CAUSE(name, nick, ...) {POSTINO_CAUSE_##name, "POSTINO_CAUSE_" #name, nick},
#include "causes.def"
#undef CAUSE
        {0, NULL, NULL},
      };

      g_once_init_leave (&type, g_enum_register_static ("PostinoCause", values));
    }

  return type;
}

G_DEFINE_ENUM_TYPE (PostinoVerdict,
                    postino_verdict,
                    G_DEFINE_ENUM_VALUE (POSTINO_VERDICT_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (POSTINO_VERDICT_RECEIVE_ONLY, "receive-only"),
                    G_DEFINE_ENUM_VALUE (POSTINO_VERDICT_SEND_ONLY, "send-only"),
                    G_DEFINE_ENUM_VALUE (POSTINO_VERDICT_NEITHER, "neither"))
