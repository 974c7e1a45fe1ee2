/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was typed so far, on disk, so that it survives a crash: name, address,
 * user names, the servers that a person changed, and which page it was. Never a
 * password.
 */
#pragma once

#include "postino-setup.h"

G_BEGIN_DECLS

/* The state file that it is in, as long as there is one. */
#define POSTINO_DRAFT_FILE "draft"

typedef struct _PostinoDraft PostinoDraft;

/**
 * postino_draft_new:
 * @setup: what is typed
 *
 * Reads nothing yet. From here on each change of @setup is written to
 * $XDG_STATE_HOME/postino/draft a moment later; where nothing can be written, the
 * draft does without.
 *
 * Returns: (transfer full): a draft
 */
PostinoDraft *postino_draft_new (PostinoSetup *setup);

/**
 * postino_draft_free:
 * @self: (nullable): a draft
 *
 * Writes what is not written yet.
 */
void postino_draft_free (PostinoDraft *self);

/**
 * postino_draft_restore:
 * @self: a draft
 *
 * Brings the last entries back into the setup. A file that makes no sense is left
 * out.
 *
 * Returns: whether there were any
 */
gboolean postino_draft_restore (PostinoDraft *self);

/**
 * postino_draft_get_on_servers:
 * @self: a draft
 *
 * Returns: whether the servers are what the person was looking at
 */
gboolean postino_draft_get_on_servers (PostinoDraft *self);
void postino_draft_set_on_servers (PostinoDraft *self, gboolean on_servers);

/**
 * postino_draft_forget:
 * @self: a draft
 *
 * The entries have served their purpose: the file goes, until something is typed.
 */
void postino_draft_forget (PostinoDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoDraft, postino_draft_free)

G_END_DECLS
