/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text that a person pasted: a server's reply, a mail program's window, with or
 * without such a reply in it, or a message that came back.
 */
#pragma once

#include "postino-provider.h"
#include "postino-providers.h"
#include "postino-reply.h"

G_BEGIN_DECLS

/**
 * PostinoPasted:
 * @text: all of it; of a very long text the first and the last part
 * @struck: likewise, without names of servers, addresses and pages
 * @reply: (nullable): the server's own words in it
 * @bare: whether there is nothing before them
 * @protocol: what the server speaks
 * @protocol_known: whether anything in the text told so
 */
typedef struct
{
  char *text;
  char *struck;
  char *reply;
  gboolean bare;
  PostinoProtocol protocol;
  gboolean protocol_known;
} PostinoPasted;

/**
 * postino_pasted_new:
 * @text: what was pasted, in any encoding
 *
 * Returns: (transfer full): the text taken apart
 */
PostinoPasted *postino_pasted_new (const char *text);

void postino_pasted_free (PostinoPasted *self);

/**
 * postino_pasted_find_window:
 * @self: a pasted text
 * @cause: (out): what it means
 * @grade: (out): %POSTINO_REPLY_FAMILY when it says something of its own,
 *   %POSTINO_REPLY_WORDS when it only says that something went wrong
 *
 * Returns: whether it is the window of a mail program
 */
gboolean postino_pasted_find_window (const PostinoPasted *self,
                                     PostinoCause *cause,
                                     PostinoReplyGrade *grade);

/**
 * postino_pasted_find_bounce:
 * @self: a pasted text
 * @cause: (out): what it means
 *
 * Returns: whether it is about a message that did not reach the other side
 */
gboolean postino_pasted_find_bounce (const PostinoPasted *self, PostinoCause *cause);

/**
 * postino_pasted_find_provider:
 * @self: a pasted text
 * @providers: the database
 * @host: (out) (optional) (transfer full) (nullable): the provider's server that the
 *   text names, if it does
 *
 * Returns: (transfer full) (nullable): the provider whose server or address the text
 *   names
 */
PostinoProvider *
postino_pasted_find_provider (const PostinoPasted *self, PostinoProviders *providers, char **host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoPasted, postino_pasted_free)

G_END_DECLS
