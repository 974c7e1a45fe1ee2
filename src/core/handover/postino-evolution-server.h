/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data server of Evolution on the session bus, where it runs. Everything here blocks,
 * for a while that the caller sets, and is called in a worker thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The object that has all sources below it. */
#define POSTINO_EVOLUTION_MANAGER "/org/gnome/evolution/dataserver/SourceManager"
/** The interface of a source, and the beginning of its others. */
#define POSTINO_EVOLUTION_SOURCE "org.gnome.evolution.dataserver.Source"

/**
 * PostinoEvolutionServer:
 * @bus: the session bus
 * @name: its name there, %NULL where it does not run
 * @flags: how it is called
 * @timeout_ms: how long to wait for each answer, in milliseconds
 * @cancellable: (nullable): a cancellable, which belongs to the caller
 */
typedef struct
{
  GDBusConnection *bus;
  char *name;
  GDBusCallFlags flags;
  guint timeout_ms;
  GCancellable *cancellable;
} PostinoEvolutionServer;

/**
 * PostinoEvolutionVisit:
 * @path: the object of a source
 * @uid: its UID
 * @text: (nullable): its text, as the file of a source has it
 * @user_data: whatever the walker wants
 */
typedef void (*PostinoEvolutionVisit) (const char *path,
                                       const char *uid,
                                       const char *text,
                                       gpointer user_data);

/**
 * postino_evolution_server_init:
 * @self: a server, to be cleared later
 * @flags: how it is called
 * @timeout_ms: how long to wait for each answer, in milliseconds
 * @cancellable: (nullable): a cancellable that outlives @self
 *
 * Returns: whether it runs
 */
gboolean postino_evolution_server_init (PostinoEvolutionServer *self,
                                        GDBusCallFlags flags,
                                        guint timeout_ms,
                                        GCancellable *cancellable);

void postino_evolution_server_clear (PostinoEvolutionServer *self);

/**
 * postino_evolution_server_call:
 * @self: a server that runs
 * @path: an object
 * @interface: an interface of it
 * @method: a method of that
 * @arguments: (nullable): its arguments, sunk
 * @type: (nullable): the type of the answer, %NULL for any
 * @error: what came of it, as the bus has it
 *
 * Returns: (transfer full): the answer, or %NULL
 */
GVariant *postino_evolution_server_call (const PostinoEvolutionServer *self,
                                         const char *path,
                                         const char *interface,
                                         const char *method,
                                         GVariant *arguments,
                                         const char *type,
                                         GError **error);

/**
 * postino_evolution_server_walk:
 * @self: a server that runs
 * @visit: (scope call): told of each source
 * @user_data: for @visit
 * @error: why there is no answer, as the bus has it
 *
 * Returns: whether it has answered
 */
gboolean postino_evolution_server_walk (const PostinoEvolutionServer *self,
                                        PostinoEvolutionVisit visit,
                                        gpointer user_data,
                                        GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostinoEvolutionServer, postino_evolution_server_clear)

G_END_DECLS
