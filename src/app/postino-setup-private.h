/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the model share.
 */
#pragma once

#include "postino-setup.h"

G_BEGIN_DECLS

struct _PostinoSetup
{
  GObject parent_instance;

  char *name;
  char *address;
  char *sending_username;
  PostinoSecret *passwords[2];

  PostinoAddress *searched; /* the address that settings were looked for */
  char *domain;             /* the one that the servers are for, A-labels */
  PostinoSettings *found;
  char *reason; /* why there are none */
  PostinoServer *servers[2];
  PostinoCheckResult *result;
  PostinoNews *news;

  PostinoSavedAccount *before; /* the saved account that is being changed */
  PostinoSecret *passwords_before[2];
};

void postino_setup_emit_changed (PostinoSetup *self);

/* Whether both are there, and the same one. */
gboolean postino_setup_same_address (const PostinoAddress *a, const PostinoAddress *b);

void postino_setup_replace_username (PostinoServer *server, const char *username);

G_END_DECLS
