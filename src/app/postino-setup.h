/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One account on its way through the window: everything that was typed, found
 * and tested so far. The pages share it, so that nothing typed is ever lost.
 */
#pragma once

#include "postino-check-result.h"
#include "postino-found-account.h"
#include "postino-news.h"
#include "postino-saved-account.h"
#include "postino-settings.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_SETUP (postino_setup_get_type ())
G_DECLARE_FINAL_TYPE (PostinoSetup, postino_setup, POSTINO, SETUP, GObject)

/**
 * PostinoSetup:name:
 *
 * The display name, as typed.
 */

/**
 * PostinoSetup:address:
 *
 * The address, as typed; maybe not an address yet.
 */

/**
 * PostinoSetup:sending-username:
 *
 * The user name for sending where it is another one, else "".
 */

/**
 * PostinoSetup::changed:
 * @self: the setup
 *
 * Something that a person typed or chose is another.
 */

PostinoSetup *postino_setup_new (void);

const char *postino_setup_get_name (PostinoSetup *self);
void postino_setup_set_name (PostinoSetup *self, const char *name);
const char *postino_setup_get_address (PostinoSetup *self);
void postino_setup_set_address (PostinoSetup *self, const char *address);
void postino_setup_set_sending_username (PostinoSetup *self, const char *username);

/**
 * postino_setup_parse_address:
 * @self: a setup
 * @error: #PostinoAddressError
 *
 * Returns: (transfer full): what was typed as an address, or %NULL
 */
PostinoAddress *postino_setup_parse_address (PostinoSetup *self, GError **error);

/**
 * postino_setup_set_password:
 * @self: a setup
 * @side: which server's
 * @password: (nullable): the password; for sending %NULL when it is the same
 */
void postino_setup_set_password (PostinoSetup *self, PostinoSide side, PostinoSecret *password);

/**
 * postino_setup_get_password:
 * @self: a setup
 * @side: which server's
 *
 * Returns: (transfer none) (nullable): the password that @side's server gets
 */
PostinoSecret *postino_setup_get_password (PostinoSetup *self, PostinoSide side);

/**
 * postino_setup_has_sending_password:
 * @self: a setup
 *
 * Returns: whether sending has a password of its own
 */
gboolean postino_setup_has_sending_password (PostinoSetup *self);

/**
 * postino_setup_is_searched:
 * @self: a setup
 *
 * Returns: whether settings were looked for, for the address as it is now
 */
gboolean postino_setup_is_searched (PostinoSetup *self);

/**
 * postino_setup_take_found:
 * @self: a setup
 * @address: the address that settings were looked for
 * @found: (transfer full) (nullable): the settings, %NULL when there are none
 *
 * The best ones become the servers. Servers that a person changed stay for
 * another address of the same domain.
 */
void postino_setup_take_found (PostinoSetup *self,
                               const PostinoAddress *address,
                               PostinoSettings *found);

/**
 * postino_setup_set_reason:
 * @self: a setup
 * @reason: (nullable): why no settings were found, a sentence; %NULL when there are some
 */
void postino_setup_set_reason (PostinoSetup *self, const char *reason);
const char *postino_setup_get_reason (PostinoSetup *self);

/**
 * postino_setup_get_found:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the settings that were found
 */
const PostinoSettings *postino_setup_get_found (PostinoSetup *self);

/**
 * postino_setup_get_suggested:
 * @self: a setup
 * @side: which server
 *
 * Returns: (transfer none) (nullable): the best server that was found
 */
const PostinoServer *postino_setup_get_suggested (PostinoSetup *self, PostinoSide side);

/**
 * postino_setup_get_server:
 * @self: a setup
 * @side: which server
 *
 * Returns: (transfer none) (nullable): the server that will be tested
 */
const PostinoServer *postino_setup_get_server (PostinoSetup *self, PostinoSide side);

/**
 * postino_setup_set_server:
 * @self: a setup
 * @side: which server
 * @server: the server, as a person wants it
 */
void postino_setup_set_server (PostinoSetup *self, PostinoSide side, const PostinoServer *server);

/**
 * postino_setup_restore_server:
 * @self: a setup with an address
 * @side: which server
 * @server: the server, as a person had it for that address
 *
 * It stays through the search for settings, as if it were typed after it.
 */
void
postino_setup_restore_server (PostinoSetup *self, PostinoSide side, const PostinoServer *server);

/**
 * postino_setup_use_suggested:
 * @self: a setup
 *
 * Brings the found servers back.
 */
void postino_setup_use_suggested (PostinoSetup *self);

/**
 * postino_setup_is_settled:
 * @self: a setup
 *
 * Returns: whether both servers are known and vouched for, so that nobody has to
 *   look at them before the test
 */
gboolean postino_setup_is_settled (PostinoSetup *self);

/**
 * postino_setup_make_account:
 * @self: a setup with both servers
 *
 * Returns: (transfer full) (nullable): the account to be tested, %NULL when
 *   something is missing
 */
PostinoAccount *postino_setup_make_account (PostinoSetup *self);

/**
 * postino_setup_set_result:
 * @self: a setup
 * @result: (nullable): how the test of what is there now ended
 */
void postino_setup_set_result (PostinoSetup *self, const PostinoCheckResult *result);

const PostinoCheckResult *postino_setup_get_result (PostinoSetup *self);

/**
 * postino_setup_take_mended:
 * @self: a setup
 * @result: how the test ended
 *
 * What was changed to make a server work is what is tested and saved from here on.
 */
void postino_setup_take_mended (PostinoSetup *self, const PostinoCheckResult *result);

/**
 * postino_setup_take_news:
 * @self: a setup
 * @news: (transfer full) (nullable): what became of the account when it was saved
 */
void postino_setup_take_news (PostinoSetup *self, PostinoNews *news);

/**
 * postino_setup_get_news:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): what became of the account when it was saved;
 *   %NULL while it is not
 */
const PostinoNews *postino_setup_get_news (PostinoSetup *self);

/**
 * postino_setup_get_saved:
 * @self: a setup
 *
 * Returns: whether the account was saved
 */
gboolean postino_setup_get_saved (PostinoSetup *self);

/**
 * postino_setup_take_saved:
 * @self: a setup
 * @account: a saved account
 * @known: (nullable) (transfer full): what is known of its provider
 * @passwords: (array fixed-size=2): its passwords, by #PostinoSide
 *
 * Begins with what is saved: nothing has to be looked for or typed again.
 */
void postino_setup_take_saved (PostinoSetup *self,
                               const PostinoSavedAccount *account,
                               PostinoSettings *known,
                               PostinoSecret *const passwords[2]);

/**
 * postino_setup_take_other:
 * @self: a setup
 * @account: an account of another program
 * @known: (nullable) (transfer full): what is known of its provider
 * @passwords: (array fixed-size=2): its passwords, by #PostinoSide; %NULL where they are not known
 *
 * Begins with what the other program has. A server without encryption is doubtful until the
 * person says otherwise.
 */
void postino_setup_take_other (PostinoSetup *self,
                               const PostinoFoundAccount *account,
                               PostinoSettings *known,
                               PostinoSecret *const passwords[2]);

/**
 * postino_setup_has_token:
 * @self: a setup
 *
 * Returns: whether it signs in with a token, which is soon over and is not saved
 */
gboolean postino_setup_has_token (PostinoSetup *self);

/**
 * postino_setup_get_saved_id:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): the saved account that is being changed; %NULL for
 *   a new one
 */
const char *postino_setup_get_saved_id (PostinoSetup *self);

/**
 * postino_setup_is_as_saved:
 * @self: a setup
 *
 * Returns: whether a test says how the saved account is: nothing that counts for it was
 *   changed
 */
gboolean postino_setup_is_as_saved (PostinoSetup *self);

/**
 * postino_setup_forget_passwords:
 * @self: a setup
 *
 * Wipes the passwords.
 */
void postino_setup_forget_passwords (PostinoSetup *self);

/**
 * postino_setup_clear:
 * @self: a setup
 *
 * Forgets everything: another account begins.
 */
void postino_setup_clear (PostinoSetup *self);

G_END_DECLS
