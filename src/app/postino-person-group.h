/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose mail it is: name and address, and what is odd about the address.
 */
#pragma once

#include "postino-setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PERSON_GROUP (postino_person_group_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPersonGroup, postino_person_group, POSTINO, PERSON_GROUP, AdwBin)

/**
 * PostinoPersonGroup::done:
 * @self: the group
 *
 * There is an address, and the person wants to go on: by Enter, or by taking a suggestion.
 */

/**
 * postino_person_group_attach:
 * @self: a group
 * @setup: where name and address are kept from here on
 */
void postino_person_group_attach (PostinoPersonGroup *self, PostinoSetup *setup);

/**
 * postino_person_group_focus:
 * @self: a group
 *
 * Puts the cursor where something is missing: into the name while nothing was typed at
 * all, else into the address.
 */
void postino_person_group_focus (PostinoPersonGroup *self);

/**
 * postino_person_group_check:
 * @self: a group
 *
 * Says what is odd about the address, if anything is; as soon as there is a good one the
 * words go away by themselves.
 *
 * Returns: whether it is an address
 */
gboolean postino_person_group_check (PostinoPersonGroup *self);

/**
 * postino_person_group_suggest:
 * @self: a group
 * @address: (nullable): what the person may have meant
 */
void postino_person_group_suggest (PostinoPersonGroup *self, const char *address);

G_END_DECLS
