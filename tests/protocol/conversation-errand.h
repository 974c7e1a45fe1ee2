/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The errand of a conversation, and what came of it.
 */
#pragma once

#include "conversation-data.h"
#include "postino-errand.h"

G_BEGIN_DECLS

/* The errand that is written down, or %NULL. */
PostinoErrand *conversation_make_errand (const Conversation *self);

/* Fails the test when something else came of it than is written down. */
void conversation_compare_errand (const Conversation *self, PostinoErrand *errand);

G_END_DECLS
