/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fake backend's files: what is played, what is saved, what is sent, and what is handed
 * on.
 */
#pragma once

#include "fake-accounts.h"
#include "postino-backend-interface.h"
#include "postino-handovers.h"

G_BEGIN_DECLS

struct _FakeBackend
{
  GObject parent_instance;

  guint step_ms;
  char *keyring_error;
  FakeAccounts *accounts;
  gboolean locked;
  GPtrArray *found;
  gboolean no_programs;
  GPtrArray *given; /* PostinoTarget: where the account was handed to */
  char *refusal;    /* why nothing can be handed on, or NULL */
};

/* Ends a task the moment it is cancelled: as the real thing, it does not wait for what is under
 * way. Returns (transfer full): what does so, already in the main loop. */
GSource *fake_backend_watch (GTask *task);

void fake_backend_add_keyring (PostinoBackendInterface *iface);
void fake_backend_add_found (PostinoBackendInterface *iface);
void fake_backend_handovers_init (PostinoHandoversInterface *iface);

/* The part of an address before the @ is the scenario of a message: see fake_trip_new(). That
 * of "waits" is waited for without an end, and that of "never" arrives when it is looked for
 * again. */
void fake_backend_add_travel (PostinoBackendInterface *iface);

G_END_DECLS
