/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The causes: every outcome that a test of one server can have, each with a
 * stable nick. causes.def has a row for each; docs/causes.md explains them.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
#define CAUSE(name, nick, ...) POSTINO_CAUSE_##name,
#include "causes.def"
#undef CAUSE
} PostinoCause;

#define POSTINO_TYPE_CAUSE (postino_cause_get_type ())
GType postino_cause_get_type (void);

/**
 * PostinoVerdict:
 *
 * The outcome over both servers. Nicks "ready", "receive-only", "send-only", "neither".
 */
typedef enum
{
  POSTINO_VERDICT_READY,
  POSTINO_VERDICT_RECEIVE_ONLY,
  POSTINO_VERDICT_SEND_ONLY,
  POSTINO_VERDICT_NEITHER,
} PostinoVerdict;

#define POSTINO_TYPE_VERDICT (postino_verdict_get_type ())
GType postino_verdict_get_type (void);

G_END_DECLS
