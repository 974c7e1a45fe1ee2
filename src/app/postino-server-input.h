/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in the rows of a server, maybe half typed: a value.
 */
#pragma once

#include "postino-server.h"

G_BEGIN_DECLS

/**
 * PostinoServerPart:
 * @POSTINO_SERVER_PART_NONE: nothing
 * @POSTINO_SERVER_PART_HOST: the name of the server
 * @POSTINO_SERVER_PART_PORT: the port
 * @POSTINO_SERVER_PART_USERNAME: the user name
 */
typedef enum
{
  POSTINO_SERVER_PART_NONE,
  POSTINO_SERVER_PART_HOST,
  POSTINO_SERVER_PART_PORT,
  POSTINO_SERVER_PART_USERNAME,
} PostinoServerPart;

/**
 * PostinoServerInput:
 * @shown: (nullable) (transfer none): the server as it was before anybody typed
 * @protocol: the protocol
 * @security: the security
 * @host: what was typed, without spaces around it
 * @port: the port, 0 when what was typed is none
 * @username: what was typed, without spaces around it
 * @knows_host: the person says that they know the server
 * @wants_plain: the person says that nothing is to be encrypted
 */
typedef struct
{
  const PostinoServer *shown;
  PostinoProtocol protocol;
  PostinoSecurity security;
  char *host;
  guint16 port;
  char *username;
  gboolean knows_host;
  gboolean wants_plain;
} PostinoServerInput;

/**
 * postino_server_input_new:
 * @shown: (nullable): the server as it was before; it has to outlive the input
 * @host: as typed
 * @port: as typed
 * @username: as typed
 */
PostinoServerInput *postino_server_input_new (const PostinoServer *shown,
                                              const char *host,
                                              const char *port,
                                              const char *username);
void postino_server_input_free (PostinoServerInput *self);

/**
 * postino_server_input_asks_for_host:
 * @self: an input
 *
 * Returns: whether nobody vouches for the server but the person who sees its name
 */
gboolean postino_server_input_asks_for_host (const PostinoServerInput *self);

/**
 * postino_server_input_keeps_host:
 * @self: an input
 *
 * Returns: whether nobody has typed another server
 */
gboolean postino_server_input_keeps_host (const PostinoServerInput *self);

/**
 * postino_server_input_judge:
 * @self: an input
 * @part: (out): what the sentence is about, or %POSTINO_SERVER_PART_NONE
 * @wrong: (out): whether it cannot be right yet; else it is only worth knowing
 *
 * Returns: (transfer none) (nullable): a sentence on what comes first, %NULL when there is
 *   nothing to say
 */
const char *postino_server_input_judge (const PostinoServerInput *self,
                                        PostinoServerPart *part,
                                        gboolean *wrong);

/**
 * postino_server_input_make:
 * @self: an input
 *
 * Returns: (transfer full): the server as far as it was typed; what was changed is by hand
 */
PostinoServer *postino_server_input_make (const PostinoServerInput *self);

/**
 * postino_server_input_finish:
 * @self: an input
 *
 * Returns: (transfer full) (nullable): a server that can be tested, %NULL while something
 *   is missing or has to be agreed to
 */
PostinoServer *postino_server_input_finish (const PostinoServerInput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoServerInput, postino_server_input_free)

G_END_DECLS
