/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What GNOME Online Accounts is asked over the session bus. Everything here blocks, for
 * a while that the caller sets, and is called in a worker thread.
 */
#pragma once

#include "postino-goa-account.h"
#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * PostinoGoaError:
 * @POSTINO_GOA_ERROR_ABSENT: there is no session bus, or nothing that answers to the name
 * @POSTINO_GOA_ERROR_NONE: it has no account of that address that signs in with the browser
 * @POSTINO_GOA_ERROR_MAIL_OFF: it has one, and mail is switched off for it
 * @POSTINO_GOA_ERROR_ATTENTION: the person has to sign in there again
 * @POSTINO_GOA_ERROR_NO_ANSWER: no answer came in time
 * @POSTINO_GOA_ERROR_REFUSED: anything else; the message has the service's words
 *
 * The messages are translated sentences that say what to do.
 */
typedef enum
{
  POSTINO_GOA_ERROR_ABSENT,
  POSTINO_GOA_ERROR_NONE,
  POSTINO_GOA_ERROR_MAIL_OFF,
  POSTINO_GOA_ERROR_ATTENTION,
  POSTINO_GOA_ERROR_NO_ANSWER,
  POSTINO_GOA_ERROR_REFUSED,
} PostinoGoaError;

#define POSTINO_GOA_ERROR (postino_goa_error_quark ())
GQuark postino_goa_error_quark (void);

/**
 * postino_goa_list:
 * @timeout_ms: how long to wait for the answer, in milliseconds
 * @cancellable: (nullable): a cancellable
 * @error: #PostinoGoaError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PostinoGoaAccount): all accounts that have a
 *   mail address, also where mail is switched off for them; or %NULL
 */
GPtrArray *postino_goa_list (guint timeout_ms, GCancellable *cancellable, GError **error);

/**
 * postino_goa_dup_token:
 * @account: an account that signs in with the browser
 * @end: when all answers have to be there, in the microseconds of g_get_monotonic_time()
 * @cancellable: (nullable): a cancellable
 * @error: #PostinoGoaError, or %G_IO_ERROR_CANCELLED
 *
 * Has the service make sure that the token is good, which may ask the provider for a
 * new one, and takes it.
 *
 * Returns: (transfer full): an access token (RFC 6750), or %NULL
 */
PostinoSecret *postino_goa_dup_token (const PostinoGoaAccount *account,
                                      gint64 end,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * postino_goa_dup_password:
 * @path: the object of an account that keeps passwords
 * @outgoing: whether the one for sending is wanted
 * @timeout_ms: how long to wait for the answer, in milliseconds
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full) (nullable): the password; %NULL where none is given
 */
PostinoSecret *postino_goa_dup_password (const char *path,
                                         gboolean outgoing,
                                         guint timeout_ms,
                                         GCancellable *cancellable);

G_END_DECLS
