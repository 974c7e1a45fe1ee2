/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The saved accounts of the fake backend, and what their last tests said.
 */
#pragma once

#include "fake-backend.h"

G_BEGIN_DECLS

typedef struct _FakeAccounts FakeAccounts;

FakeAccounts *fake_accounts_new (void);
void fake_accounts_free (FakeAccounts *self);

/**
 * fake_accounts_add:
 * @self: accounts
 * @address: an address; the part before the @ names how its test ends
 * @incoming: how receiving was
 * @outgoing: how sending was
 * @days: how long ago that was, -1 for never tested
 */
void fake_accounts_add (FakeAccounts *self,
                        const char *address,
                        PostinoCause incoming,
                        PostinoCause outgoing,
                        int days);

/**
 * fake_accounts_fill:
 * @self: accounts
 * @kind: "one", "trouble", "changed", "untested", "half", "twins" or "many"; anything else for none
 */
void fake_accounts_fill (FakeAccounts *self, const char *kind);

/**
 * fake_accounts_get:
 * @self: accounts
 *
 * Returns: (transfer none) (element-type PostinoSavedAccount): them
 */
GPtrArray *fake_accounts_get (FakeAccounts *self);

gboolean fake_accounts_get_last (FakeAccounts *self, const char *id, PostinoLastResult *last);
/**
 * fake_accounts_get_changes:
 * @self: accounts
 * @id: one of them
 *
 * Returns: (transfer none) (nullable): what has changed about it, lines
 */
const char *fake_accounts_get_changes (FakeAccounts *self, const char *id);

void fake_accounts_remember (FakeAccounts *self, const char *id, PostinoCause in, PostinoCause out);
void fake_accounts_forget (FakeAccounts *self, const char *id);

G_END_DECLS
