/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backend without a network: a few providers, and a test whose outcome is the
 * scenario that it is told.
 */
#pragma once

#include "postino-backend.h"

G_BEGIN_DECLS

#define FAKE_TYPE_BACKEND (fake_backend_get_type ())
G_DECLARE_FINAL_TYPE (FakeBackend, fake_backend, FAKE, BACKEND, GObject)

/**
 * fake_backend_new:
 * @step_ms: how long each step of a test takes, in ms
 *
 * The part of an address before the @ names the scenario, "ready" when there is
 * none of that name: see fake_scenarios().
 */
FakeBackend *fake_backend_new (guint step_ms);

/**
 * fake_backend_set_keyring_error:
 * @self: a backend
 * @message: (nullable): why saving does not work; %NULL when it does
 */
void fake_backend_set_keyring_error (FakeBackend *self, const char *message);

/**
 * fake_backend_set_accounts:
 * @self: a backend
 * @kind: which accounts are saved: see fake_accounts_fill()
 */
void fake_backend_set_accounts (FakeBackend *self, const char *kind);

/**
 * fake_backend_get_accounts:
 * @self: a backend
 *
 * Returns: (transfer none) (element-type PostinoSavedAccount): those that are saved
 */
GPtrArray *fake_backend_get_accounts (FakeBackend *self);

/**
 * fake_backend_set_found:
 * @self: a backend
 * @kind: what other programs have: "some", "long" or "browser"; anything else for nothing
 */
void fake_backend_set_found (FakeBackend *self, const char *kind);

/**
 * fake_backend_set_locked:
 * @self: a backend
 * @locked: whether the keyring has to be unlocked before the accounts can be listed
 */
void fake_backend_set_locked (FakeBackend *self, gboolean locked);

/**
 * fake_backend_set_programs:
 * @self: a backend
 * @programs: whether there are mail programs on this computer
 */
void fake_backend_set_programs (FakeBackend *self, gboolean programs);

/**
 * fake_backend_give:
 * @self: a backend
 * @target: (nullable): the one target that has the account
 */
void fake_backend_give (FakeBackend *self, const char *target);

/**
 * fake_backend_set_refusal:
 * @self: a backend
 * @message: (nullable): why nothing can be handed on, or taken back; %NULL when it can
 */
void fake_backend_set_refusal (FakeBackend *self, const char *message);

/**
 * fake_scenario_names:
 *
 * Returns: (transfer none): the scenarios, %NULL-terminated
 */
const char *const *fake_scenario_names (void);

/**
 * fake_check_result:
 * @account: what was tested
 * @provider: (nullable): its provider
 * @scenario: how it ended
 *
 * Returns: (transfer full): what a real check would have made of that evidence
 */
PostinoCheckResult *
fake_check_result (const PostinoAccount *account, PostinoProvider *provider, const char *scenario);

/**
 * fake_cause_result:
 * @account: what was tested
 * @provider: (nullable): its provider
 * @cause: what came out
 *
 * A cause that only one of both servers can have is that one's; any other is both servers'.
 *
 * Returns: (transfer full): a check that ended with @cause
 */
PostinoCheckResult *
fake_cause_result (const PostinoAccount *account, PostinoProvider *provider, PostinoCause cause);

/**
 * fake_settings:
 * @address: an address
 *
 * Returns: (transfer full) (nullable): what would be found for it
 */
PostinoSettings *fake_settings (const char *address);

G_END_DECLS
