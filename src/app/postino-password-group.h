/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows for the password and, when sending has its own, for the user name and
 * the password of that. The passwords stay in their fields until they are taken.
 */
#pragma once

#include "postino-field.h"
#include "postino-setup.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PASSWORD_GROUP (postino_password_group_get_type ())
G_DECLARE_FINAL_TYPE (PostinoPasswordGroup, postino_password_group, POSTINO, PASSWORD_GROUP, AdwBin)

/**
 * PostinoPasswordGroup::changed:
 * @self: the group
 *
 * Another password was typed.
 */

/**
 * postino_password_group_attach:
 * @self: a group
 * @setup: what has the user name for sending
 */
void postino_password_group_attach (PostinoPasswordGroup *self, PostinoSetup *setup);

/**
 * postino_password_group_is_empty:
 * @self: a group
 *
 * Returns: whether the password is still missing
 */
gboolean postino_password_group_is_empty (PostinoPasswordGroup *self);

void postino_password_group_set_password (PostinoPasswordGroup *self,
                                          PostinoSide side,
                                          const char *text);

/**
 * postino_password_group_give:
 * @self: a group
 * @setup: gets what was typed; nothing while the group is hidden, since that was typed
 *   for another address
 */
void postino_password_group_give (PostinoPasswordGroup *self, PostinoSetup *setup);

/**
 * postino_password_group_focus:
 * @self: a group
 * @field: a field
 *
 * Selects what is in @field, so that typing replaces it.
 *
 * Returns: whether @field is one of the group's and can be typed in
 */
gboolean postino_password_group_focus (PostinoPasswordGroup *self, PostinoField field);

G_END_DECLS
