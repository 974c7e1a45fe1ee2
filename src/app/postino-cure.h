/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one thing that the Test page suggests.
 */
#pragma once

#include "postino-test-state.h"

G_BEGIN_DECLS

/**
 * PostinoCure:
 * @POSTINO_CURE_NONE: nothing here, or only to wait
 * @POSTINO_CURE_TRY_AGAIN: another test
 * @POSTINO_CURE_CHANGE: something else in the field at fault
 * @POSTINO_CURE_INCOMING_LINK: the first link of the server for receiving
 * @POSTINO_CURE_OUTGOING_LINK: the first link of the server for sending
 * @POSTINO_CURE_ONLINE_ACCOUNTS: the desktop's way in through the browser
 * @POSTINO_CURE_SAVE: both work
 */
typedef enum
{
  POSTINO_CURE_NONE,
  POSTINO_CURE_TRY_AGAIN,
  POSTINO_CURE_CHANGE,
  POSTINO_CURE_INCOMING_LINK,
  POSTINO_CURE_OUTGOING_LINK,
  POSTINO_CURE_ONLINE_ACCOUNTS,
  POSTINO_CURE_SAVE,
} PostinoCure;

/**
 * postino_cure_is_link:
 * @diagnosis: (nullable): what a server is like
 *
 * Returns: whether its first link cures it
 */
gboolean postino_cure_is_link (const PostinoDiagnosis *diagnosis);

/**
 * postino_cure_is_in_vain:
 * @diagnosis: (nullable): what a server is like
 *
 * Returns: whether another try could only end the same way, or make it worse
 */
gboolean postino_cure_is_in_vain (const PostinoDiagnosis *diagnosis);

/**
 * postino_cure_find:
 * @state: what the page shows
 * @online_accounts: whether the desktop has that panel
 *
 * Returns: what to suggest
 */
PostinoCure postino_cure_find (const PostinoTestState *state, gboolean online_accounts);

G_END_DECLS
