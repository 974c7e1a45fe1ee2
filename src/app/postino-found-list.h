/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts that other programs on this computer have, a row each, to be tested with
 * one click. Hidden while there are none.
 */
#pragma once

#include "postino-backend.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_FOUND_LIST (postino_found_list_get_type ())
G_DECLARE_FINAL_TYPE (PostinoFoundList, postino_found_list, POSTINO, FOUND_LIST, AdwBin)

/**
 * PostinoFoundList::changed:
 * @self: the list
 *
 * It was looked again, and the backend has what was found.
 */

/**
 * postino_found_list_attach:
 * @self: a list
 * @backend: finds the accounts
 */
void postino_found_list_attach (PostinoFoundList *self, PostinoBackend *backend);

/**
 * postino_found_list_refresh:
 * @self: a list with a backend
 *
 * Looks again, once the window has been drawn.
 */
void postino_found_list_refresh (PostinoFoundList *self);

/**
 * postino_found_list_show:
 * @self: a list
 * @saved: (nullable) (element-type PostinoSavedAccount): the accounts that need not be shown
 *   again
 * @wanted: whether it has its place just now
 *
 * Shows what the backend has found last.
 */
void postino_found_list_show (PostinoFoundList *self, GPtrArray *saved, gboolean wanted);

G_END_DECLS
