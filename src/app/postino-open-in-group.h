/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The account in the program that the person reads mail with: those that are here, a
 * phone, and everything else.
 */
#pragma once

#include "postino-handovers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_OPEN_IN_GROUP (postino_open_in_group_get_type ())
G_DECLARE_FINAL_TYPE (PostinoOpenInGroup, postino_open_in_group, POSTINO, OPEN_IN_GROUP, AdwBin)

/**
 * postino_open_in_group_show:
 * @self: a group
 * @handovers: how it is done
 * @account: an account that works
 * @news: (nullable): what became of it when it was saved; %NULL where it was not
 */
void postino_open_in_group_show (PostinoOpenInGroup *self,
                                 PostinoHandovers *handovers,
                                 const PostinoAccount *account,
                                 const PostinoNews *news);

G_END_DECLS
