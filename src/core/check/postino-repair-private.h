/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two kinds of repairs: another way to the server, another way to sign in.
 */
#pragma once

#include "postino-repair.h"

G_BEGIN_DECLS

PostinoTry *
postino_try_new (PostinoRepair repair, const PostinoServer *server, PostinoPasswordForm form);

/**
 * postino_repair_plan_way:
 * @self: what is known: no attempt has come to a sign-in
 *
 * Another port, another server, another protocol. Never less encryption than was asked for,
 * and no host that nothing vouches for.
 *
 * Returns: (transfer full) (nullable): what to try next
 */
PostinoTry *postino_repair_plan_way (const PostinoRepairCase *self);

/**
 * postino_repair_plan_sign_in:
 * @self: what is known: the last attempt was refused at the sign-in
 * @other: the other server
 *
 * Returns: (transfer full) (nullable): what to try next
 */
PostinoTry *
postino_repair_plan_sign_in (const PostinoRepairCase *self, const PostinoOtherSide *other);

G_END_DECLS
