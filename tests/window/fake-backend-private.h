/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fake backend's two files: what is played, and what is saved.
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
  GPtrArray *found;
};

void fake_backend_add_keyring (PostinoBackendInterface *iface);
void fake_backend_add_found (PostinoBackendInterface *iface);

G_END_DECLS
