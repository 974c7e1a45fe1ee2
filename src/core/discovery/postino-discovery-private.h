/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sources have from the discovery: whom to ask about, and with what. Each
 * source is one function that starts a GTask and gives back settings, or an error
 * when it has none.
 */
#pragma once

#include "postino-answers.h"
#include "postino-discovery.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * PostinoAskFunc:
 * @self: the discovery
 * @where: (nullable): where to ask, as given to postino_discovery_ask()
 * @source: what the servers that are found come from
 * @cancellable: ends it, at its deadline as well
 * @callback: called with a GTask whose result is a #PostinoSettings
 * @user_data: for @callback
 */
typedef void (*PostinoAskFunc) (PostinoDiscovery *self,
                                const char *where,
                                PostinoSource source,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * postino_discovery_ask:
 * @self: a discovery that is running
 * @source: what the servers come from
 * @best: how good its answer can be at best; while something better can still come, the
 *   discovery waits for it
 * @where: (nullable): where to ask
 * @ask: asks there
 *
 * Starts one more question. A source that the administrator switched off is not
 * asked, and nobody is asked after the end.
 */
void postino_discovery_ask (PostinoDiscovery *self,
                            PostinoSource source,
                            PostinoRank best,
                            const char *where,
                            PostinoAskFunc ask);

const PostinoAddress *postino_discovery_get_address (PostinoDiscovery *self);
PostinoProviders *postino_discovery_get_providers (PostinoDiscovery *self);
SoupSession *postino_discovery_get_session (PostinoDiscovery *self);
GTlsDatabase *postino_discovery_get_trust (PostinoDiscovery *self);
PostinoAnswers *postino_discovery_get_answers (PostinoDiscovery *self);

/* Whether guesses are tried by connecting, and not only looked up. */
gboolean postino_discovery_tries_guesses (PostinoDiscovery *self);

/* The sources, in the order of their rank. */

/* Reads the configuration that is published at the address @where. */
void postino_ask_published (PostinoDiscovery *self,
                            const char *where,
                            PostinoSource source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* SRV records, RFC 6186 and RFC 8314 section 5.1. */
void postino_ask_srv (PostinoDiscovery *self,
                      const char *where,
                      PostinoSource source,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

/* Who runs the MX; goes on to ask what is published for that domain. */
void postino_ask_mx (PostinoDiscovery *self,
                     const char *where,
                     PostinoSource source,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);

/* Microsoft 365 behind somebody else's MX, known by the alias "autodiscover". */
void postino_ask_autodiscover (PostinoDiscovery *self,
                               const char *where,
                               PostinoSource source,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* The usual names, looked up, and tried by connecting. */
void postino_ask_guess (PostinoDiscovery *self,
                        const char *where,
                        PostinoSource source,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/* Sends what is written down for a provider to @task. */
void postino_return_provider (GTask *task,
                              PostinoDiscovery *self,
                              PostinoProvider *provider,
                              PostinoSource source);

/* Ends @task without settings; @reason is for a log. */
void postino_return_nothing (GTask *task, const char *reason);

G_END_DECLS
