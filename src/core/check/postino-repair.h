/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to try next when a server does not work: a question to what is known by now.
 * No I/O; docs/repair.md has the order, the bounds, and what is never tried.
 */
#pragma once

#include "postino-attempt.h"

G_BEGIN_DECLS

/* For each server and check, beside the first connection. */
#define POSTINO_REPAIR_MAX_CONNECTIONS 3

/* For each server and check, the first one included: providers lock accounts. */
#define POSTINO_REPAIR_MAX_SIGN_INS 2

/**
 * PostinoOtherSide:
 * @cause: how the other server's test has ended
 * @same_password: whether it got the same password as this one, as typed
 * @username: (nullable): the user name that it has accepted with it, %NULL when it
 *   has accepted none
 * @form: in which form it has accepted the password
 */
typedef struct
{
  PostinoCause cause;
  gboolean same_password;
  const char *username;
  PostinoPasswordForm form;
} PostinoOtherSide;

/**
 * PostinoRepairCase:
 * @address: the person's address
 * @provider: (nullable): the provider
 * @found: (nullable) (element-type PostinoServer): the servers that were found for
 *   this side, best first
 * @password: (nullable): the password as typed
 * @attempts: (element-type PostinoAttempt): what was tried, in order; the first is what
 *   the person has asked for
 * @other: (nullable): the other server, %NULL as long as its test has not ended:
 *   nobody signs in once more before that is known
 */
typedef struct
{
  const PostinoAddress *address;
  const PostinoProvider *provider;
  const GPtrArray *found;
  PostinoSecret *password;
  const GPtrArray *attempts;
  const PostinoOtherSide *other;
} PostinoRepairCase;

/**
 * PostinoTry:
 * @repair: what is changed
 * @server: the settings to be tried
 * @form: the form of the password
 */
typedef struct
{
  PostinoRepair repair;
  PostinoServer *server;
  PostinoPasswordForm form;
} PostinoTry;

/**
 * postino_repair_plan:
 * @self: what is known
 *
 * Returns: (transfer full) (nullable): what to try next, %NULL for nothing
 */
PostinoTry *postino_repair_plan (const PostinoRepairCase *self);

/**
 * postino_repair_is_open:
 * @self: what is known, without the other server
 *
 * Returns: whether there may be something to try once the other server's test has ended
 */
gboolean postino_repair_is_open (const PostinoRepairCase *self);

/**
 * postino_repair_has_alternative:
 * @self: what is known, maybe nothing yet
 * @server: what is about to be tried
 *
 * Returns: whether something else would be tried if @server did not answer
 */
gboolean
postino_repair_has_alternative (const PostinoRepairCase *self, const PostinoServer *server);

/**
 * postino_repair_forbids_everything:
 * @attempts: (element-type PostinoAttempt): what was tried
 *
 * Returns: whether a server has said, or the person, that nothing more may be tried, at
 *   either server
 */
gboolean postino_repair_forbids_everything (const GPtrArray *attempts);

/**
 * postino_repair_count_sign_ins:
 * @attempts: (element-type PostinoAttempt): what was tried
 *
 * Returns: how often credentials were sent in all of them
 */
guint postino_repair_count_sign_ins (const GPtrArray *attempts);

/**
 * postino_repair_choose:
 * @attempts: (element-type PostinoAttempt): what was tried, one at least
 *
 * Returns: the place of the one that speaks: the last if it works, else the one
 *   whose conversation came furthest
 */
guint postino_repair_choose (const GPtrArray *attempts);

/**
 * postino_try_free:
 * @self: (nullable): what was to be tried
 */
void postino_try_free (PostinoTry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoTry, postino_try_free)

G_END_DECLS
