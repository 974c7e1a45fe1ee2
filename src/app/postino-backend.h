/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the pages need from the rest of the program: settings for an address, the
 * test of both servers, a place for what was verified. The pages know nothing
 * else of it, so that tests and the gallery can show every state without a
 * network. Whoever implements it includes postino-backend-interface.h.
 *
 * It is as long as it is because of what it says: all that crosses from the pages to
 * the core stands here, in one place.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-explain.h"
#include "postino-found-account.h"
#include "postino-last-result.h"
#include "postino-letter.h"
#include "postino-news.h"
#include "postino-saved-account.h"
#include "postino-settings.h"
#include "postino-trip.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_BACKEND (postino_backend_get_type ())
G_DECLARE_INTERFACE (PostinoBackend, postino_backend, POSTINO, BACKEND, GObject)

/**
 * PostinoBackend::source:
 * @self: the backend
 * @source: (type int): a #PostinoSource
 * @state: (type int): a #PostinoSourceState
 *
 * While servers are looked for: a source is asked, or has answered.
 */

/**
 * PostinoBackend::step:
 * @self: the backend
 * @side: (type int): a #PostinoSide
 * @stage: (type int): a #PostinoStage
 * @state: (type int): a #PostinoStepState
 *
 * A stage of the running test begins, passes or fails.
 */

/**
 * PostinoBackend::line:
 * @self: the backend
 * @side: (type int): a #PostinoSide
 * @direction: (type int): 0 from the server, 1 to it
 * @text: the line, masked and safe
 */

/**
 * PostinoBackend::attempt:
 * @self: the backend
 * @side: (type int): a #PostinoSide
 * @server: (type PostinoServer): what is tried from here on
 * @diagnosis: (type gpointer): the #PostinoDiagnosis of what was tried until now, valid
 *   during the emission
 * @text: what is tried, in words
 */

/**
 * PostinoBackend::server-done:
 * @self: the backend
 * @side: (type int): a #PostinoSide
 * @report: (type PostinoReport): its report
 * @diagnosis: (type gpointer): its own #PostinoDiagnosis, valid during the emission
 */

/**
 * PostinoBackend::trip:
 * @self: the backend
 * @state: (type int): a #PostinoTripState
 * @position: where the message is, as #PostinoRoundTrip::progress tells it
 *
 * The message of the running round trip has come further, or a second has passed.
 */

/**
 * PostinoBackendOptions:
 * @ca_file: (nullable): a PEM file of authorities to trust as well as the system's
 * @folders: (nullable): folders of .provider files, each of which wins over all before
 * @trip_limit_ms: how long the message of a round trip is waited for, in ms; 0 for the
 *   usual time
 *
 * What the command line says.
 */
typedef struct
{
  const char *ca_file;
  const char *const *folders;
  guint trip_limit_ms;
} PostinoBackendOptions;

/**
 * postino_backend_configure:
 * @self: a backend
 * @options: what it is to do otherwise
 * @error: a file error, or %G_TLS_ERROR_BAD_CERTIFICATE
 *
 * Returns: (transfer none) (element-type utf8): the provider files that are left out, and
 *   why: "FILE:LINE: what is wrong"; %NULL where something of @options could not be used
 */
const GPtrArray *postino_backend_configure (PostinoBackend *self,
                                            const PostinoBackendOptions *options,
                                            GError **error);

/**
 * postino_backend_look_up:
 * @self: a backend
 * @address: the address
 *
 * What is known without a network: fast enough to be asked at each key.
 *
 * Returns: (transfer full) (nullable): settings of a known provider, or %NULL
 */
PostinoSettings *postino_backend_look_up (PostinoBackend *self, const PostinoAddress *address);

/**
 * postino_backend_explain:
 * @self: a backend
 * @text: what a mail program, or a server, showed
 * @address: (nullable): whose mail it is about
 *
 * Without a network, and fast enough to be asked as somebody types.
 *
 * Returns: (transfer full): what it means
 */
PostinoExplanation *
postino_backend_explain (PostinoBackend *self, const char *text, const PostinoAddress *address);

void postino_backend_discover_async (PostinoBackend *self,
                                     const PostinoAddress *address,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * postino_backend_discover_finish:
 * @self: a backend
 * @result: the result
 * @error: #PostinoDiscoveryError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the settings, or %NULL
 */
PostinoSettings *
postino_backend_discover_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_check_async:
 * @self: a backend
 * @account: what to test
 * @found: (nullable): what was found for its address: the provider, and the servers that
 *   may be tried where one does not work
 * @incoming_password: (nullable): the password for receiving
 * @outgoing_password: (nullable): the password for sending
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Tests both servers at the same time. The signals tell how far it has come: only
 * of the test that was started last.
 */
void postino_backend_check_async (PostinoBackend *self,
                                  const PostinoAccount *account,
                                  const PostinoSettings *found,
                                  PostinoSecret *incoming_password,
                                  PostinoSecret *outgoing_password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * postino_backend_check_finish:
 * @self: a backend
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED when cancelled, and nothing else
 *
 * Returns: (transfer full): the result, or %NULL when cancelled
 */
PostinoCheckResult *
postino_backend_check_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_travel_async:
 * @self: a backend
 * @works: the result of a test in which both servers work
 * @incoming_password: (nullable): the password for receiving
 * @outgoing_password: (nullable): the password for sending
 * @letter: (nullable): what was sent before and is looked for again; %NULL to send a message
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * One message from the person to themselves. The signal "trip" tells how far it has come:
 * only of the one that was sent last.
 */
void postino_backend_travel_async (PostinoBackend *self,
                                   const PostinoCheckResult *works,
                                   PostinoSecret *incoming_password,
                                   PostinoSecret *outgoing_password,
                                   const PostinoLetter *letter,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_backend_travel_finish:
 * @self: a backend
 * @result: the result
 * @letter: (out) (transfer full) (nullable): what was sent, to look for it again; also where
 *   it was cancelled
 * @error: %G_IO_ERROR_CANCELLED when cancelled, and nothing else
 *
 * Returns: (transfer full): what became of the message, or %NULL when cancelled
 */
PostinoTrip *postino_backend_travel_finish (PostinoBackend *self,
                                            GAsyncResult *result,
                                            PostinoLetter **letter,
                                            GError **error);

/**
 * postino_backend_save_async:
 * @self: a backend
 * @account: the account, verified
 * @id: (nullable): which saved account it replaces, %NULL to find out
 * @incoming_password: (nullable): the password for receiving
 * @outgoing_password: (nullable): the password for sending
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is saved
 * @user_data: for @callback
 *
 * The programs that have it already get what is new.
 */
void postino_backend_save_async (PostinoBackend *self,
                                 const PostinoAccount *account,
                                 const char *id,
                                 PostinoSecret *incoming_password,
                                 PostinoSecret *outgoing_password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * postino_backend_save_finish:
 * @self: a backend
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): under which id it was saved, and what became of it in the
 *   programs that have it; %NULL when it was not saved
 */
PostinoNews *
postino_backend_save_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_may_have_accounts:
 * @self: a backend
 *
 * At once, and without asking the keyring.
 *
 * Returns: whether accounts were saved here, as far as is known
 */
gboolean postino_backend_may_have_accounts (PostinoBackend *self);

/**
 * postino_backend_list_async:
 * @self: a backend
 * @unlock: whether the person may be asked to unlock the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called with the accounts
 * @user_data: for @callback
 */
void postino_backend_list_async (PostinoBackend *self,
                                 gboolean unlock,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * postino_backend_list_finish:
 * @self: a backend
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PostinoSavedAccount): the saved accounts, or %NULL
 */
GPtrArray *postino_backend_list_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_get_last_result:
 * @self: a backend whose accounts were listed
 * @id: a saved account
 * @result: (out): what came out of its last test
 *
 * Returns: whether it was ever tested
 */
gboolean
postino_backend_get_last_result (PostinoBackend *self, const char *id, PostinoLastResult *result);

/**
 * postino_backend_describe_changes:
 * @self: a backend
 * @id: a saved account
 *
 * Returns: (transfer full) (nullable): what its last test found to have changed since it last
 *   worked: translated lines
 */
char *postino_backend_describe_changes (PostinoBackend *self, const char *id);

/**
 * postino_backend_retest_async:
 * @self: a backend
 * @account: a saved account
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Tests exactly what is saved, tries nothing else, and remembers what came out. The
 * signals tell how far it has come. May ask the person to unlock the keyring.
 */
void postino_backend_retest_async (PostinoBackend *self,
                                   const PostinoSavedAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_backend_retest_finish:
 * @self: a backend
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the result, or %NULL when there was no test
 */
PostinoCheckResult *
postino_backend_retest_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

void postino_backend_read_passwords_async (PostinoBackend *self,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * postino_backend_read_passwords_finish:
 * @self: a backend
 * @result: the result
 * @passwords: (out) (array fixed-size=2) (transfer full): by #PostinoSide; %NULL where
 *   nobody signs in, and on an error
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether they were read
 */
gboolean postino_backend_read_passwords_finish (PostinoBackend *self,
                                                GAsyncResult *result,
                                                PostinoSecret *passwords[2],
                                                GError **error);

/**
 * postino_backend_remember:
 * @self: a backend
 * @id: a saved account
 * @incoming: how receiving is
 * @outgoing: how sending is
 *
 * What came out of a test of exactly what is saved.
 */
void postino_backend_remember (PostinoBackend *self,
                               const char *id,
                               PostinoCause incoming,
                               PostinoCause outgoing);

void postino_backend_forget_async (PostinoBackend *self,
                                   const PostinoSavedAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * postino_backend_forget_finish:
 * @self: a backend
 * @result: the result
 * @error: #PostinoVaultError, or %G_IO_ERROR_CANCELLED
 *
 * After the last account of an address, what the programs have of it is taken back.
 *
 * Returns: (transfer full): what became of it there; %NULL when the account is still in
 *   the keyring
 */
PostinoNews *
postino_backend_forget_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_find_async:
 * @self: a backend
 * @cancellable: (nullable): a cancellable
 * @callback: called when it has looked
 * @user_data: for @callback
 *
 * Looks at the accounts of other programs on this computer. Nobody is asked anything.
 */
void postino_backend_find_async (PostinoBackend *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * postino_backend_find_finish:
 * @self: a backend
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED, and nothing else
 *
 * Returns: whether postino_backend_get_found() has what is there
 */
gboolean postino_backend_find_finish (PostinoBackend *self, GAsyncResult *result, GError **error);

/**
 * postino_backend_get_found:
 * @self: a backend
 *
 * Returns: (transfer none) (element-type PostinoFoundAccount): what was found last
 */
GPtrArray *postino_backend_get_found (PostinoBackend *self);

/**
 * postino_backend_get_sign_in:
 * @self: a backend
 * @address: (nullable): an address
 *
 * Returns: (transfer none) (nullable): the id of the account that was found in Online
 *   Accounts for @address and signs in there with the browser
 */
const char *postino_backend_get_sign_in (PostinoBackend *self, const PostinoAddress *address);

/**
 * postino_backend_open_found_async:
 * @self: a backend
 * @id: an account that was found
 * @cancellable: (nullable): a cancellable
 * @callback: called with the account
 * @user_data: for @callback
 *
 * Gets what it signs in with, if that is to be had. May ask the person to unlock the keyring.
 */
void postino_backend_open_found_async (PostinoBackend *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/**
 * postino_backend_open_found_finish:
 * @self: a backend
 * @result: the result
 * @passwords: (out) (array fixed-size=2) (transfer full): by #PostinoSide: passwords, or the
 *   token of a sign-in in the browser; %NULL where the person has to type one
 * @error: #PostinoGoaError, %G_IO_ERROR_NOT_FOUND or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the account, or %NULL
 */
PostinoFoundAccount *postino_backend_open_found_finish (PostinoBackend *self,
                                                        GAsyncResult *result,
                                                        PostinoSecret *passwords[2],
                                                        GError **error);

G_END_DECLS
