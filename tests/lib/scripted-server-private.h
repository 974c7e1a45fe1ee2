/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the listener and the threads of its clients share.
 */
#pragma once

#include "scripted-server.h"

G_BEGIN_DECLS

struct _ScriptedServer
{
  char **parts;
  GTlsCertificate *certificate;
  GSocketListener *listener;
  guint16 port;
  GCancellable *cancellable;
  GThread *thread;

  GMutex lock;
  GPtrArray *clients;
  GString *heard;
  char *complaint;
  gint turns; /* atomic */
  GCond gate_opened;
  gboolean gate_open;
};

typedef struct
{
  ScriptedServer *server;
  const char *script;
  GSocketConnection *socket;
  GIOStream *stream;
  GThread *thread;
  char *tag;
  GString *ahead;        /* what the client said and nobody has read */
  gboolean has_answered; /* since the client spoke last */
} ScriptedClient;

/**
 * scripted_client_serve:
 * @client: a connection that was accepted
 *
 * Does what its script says, to the end; the function of its thread.
 *
 * Returns: %NULL
 */
gpointer scripted_client_serve (gpointer client);

G_END_DECLS
