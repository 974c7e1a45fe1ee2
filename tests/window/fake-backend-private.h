/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fake backend's files: what is played, what is saved, and what is sent.
 */
#pragma once

#include "fake-accounts.h"

G_BEGIN_DECLS

struct _FakeBackend
{
  GObject parent_instance;

  guint step_ms;
  char *keyring_error;
  FakeAccounts *accounts;
  gboolean locked;
};

void fake_backend_add_keyring (PostinoBackendInterface *iface);

/* The part of an address before the @ is the scenario of a message: see fake_trip_new(). That
 * of "waits" is waited for without an end, and that of "never" arrives when it is looked for
 * again. */
void fake_backend_add_travel (PostinoBackendInterface *iface);

G_END_DECLS
