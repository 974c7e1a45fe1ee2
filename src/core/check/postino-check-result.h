/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came out of a check: the account as it works, and how that was found.
 */
#pragma once

#include "postino-attempt.h"

G_BEGIN_DECLS

/**
 * PostinoSide:
 * @POSTINO_SIDE_INCOMING: the server that mail is read from
 * @POSTINO_SIDE_OUTGOING: the server that mail is sent through
 */
typedef enum
{
  POSTINO_SIDE_INCOMING,
  POSTINO_SIDE_OUTGOING,
} PostinoSide;

/**
 * PostinoCheckResult:
 * @account: the account as it works; a server that does not is as it was asked for
 * @provider: (nullable): its provider
 * @reports: the evidence that speaks, by #PostinoSide
 * @attempts: (element-type PostinoAttempt): what was tried beside it, in order
 * @mended: (nullable): what is different from what was asked for, translated; %NULL
 *   where nothing is, or nothing helped
 * @passwords: (nullable): the passwords as they work
 * @diagnosis: what it means
 */
typedef struct
{
  PostinoAccount *account;
  PostinoProvider *provider;
  PostinoReport *reports[2];
  GPtrArray *attempts[2];
  char *mended[2];
  PostinoSecret *passwords[2];
  PostinoJointDiagnosis *diagnosis;
} PostinoCheckResult;

/**
 * postino_check_result_new:
 * @account: what was tested
 * @provider: (nullable): its provider
 *
 * Returns: (transfer full): a result to be filled in
 */
PostinoCheckResult *
postino_check_result_new (const PostinoAccount *account, PostinoProvider *provider);

PostinoCheckResult *postino_check_result_copy (const PostinoCheckResult *self);
void postino_check_result_free (PostinoCheckResult *self);

/**
 * postino_check_result_forget_passwords:
 * @self: a result
 *
 * Wipes the passwords, as far as nobody else holds them.
 */
void postino_check_result_forget_passwords (PostinoCheckResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoCheckResult, postino_check_result_free)

G_END_DECLS
