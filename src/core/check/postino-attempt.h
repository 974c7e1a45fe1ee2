/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thing that was tried at one server, and how it ended.
 */
#pragma once

#include "postino-diagnosis.h"
#include "postino-password-form.h"

G_BEGIN_DECLS

/**
 * PostinoRepair:
 * @POSTINO_REPAIR_NONE: what the person has asked for
 * @POSTINO_REPAIR_PORT: another port or kind of encryption of the same host
 * @POSTINO_REPAIR_USERNAME: another form of the user name
 * @POSTINO_REPAIR_SERVER: another server that was found
 * @POSTINO_REPAIR_PROTOCOL: POP3 in place of IMAP
 * @POSTINO_REPAIR_PASSWORD: the password without its spaces
 *
 * What is changed before a server is tried once more.
 */
typedef enum
{
  POSTINO_REPAIR_NONE,
  POSTINO_REPAIR_PORT,
  POSTINO_REPAIR_USERNAME,
  POSTINO_REPAIR_SERVER,
  POSTINO_REPAIR_PROTOCOL,
  POSTINO_REPAIR_PASSWORD,
} PostinoRepair;

/**
 * PostinoAttempt:
 * @repair: what was changed for it
 * @form: in which form the password went there
 * @report: the evidence, with the settings in it
 * @diagnosis: what that means by itself
 */
typedef struct
{
  PostinoRepair repair;
  PostinoPasswordForm form;
  PostinoReport *report;
  PostinoDiagnosis *diagnosis;
} PostinoAttempt;

/**
 * postino_attempt_new:
 * @repair: what was changed
 * @form: the password's form
 * @report: (transfer full): the evidence
 * @diagnosis: (transfer full): what it means
 *
 * Returns: (transfer full): an attempt
 */
PostinoAttempt *postino_attempt_new (PostinoRepair repair,
                                     PostinoPasswordForm form,
                                     PostinoReport *report,
                                     PostinoDiagnosis *diagnosis);

/**
 * postino_attempt_describe:
 * @self: an attempt
 * @security: what to call its encryption
 * @username: (nullable): its user name, as it may be shown
 * @headline: how it ended
 *
 * Returns: (transfer full): what was tried and how it ended, in one translated line
 */
char *postino_attempt_describe (const PostinoAttempt *self,
                                const char *security,
                                const char *username,
                                const char *headline);

PostinoAttempt *postino_attempt_copy (const PostinoAttempt *self);
void postino_attempt_free (PostinoAttempt *self);

/**
 * postino_attempts_new:
 *
 * Returns: (transfer full) (element-type PostinoAttempt): an empty array that owns
 *   what is put into it
 */
GPtrArray *postino_attempts_new (void);

/**
 * postino_attempts_copy:
 * @attempts: (element-type PostinoAttempt): attempts
 *
 * Returns: (transfer full) (element-type PostinoAttempt): a deep copy
 */
GPtrArray *postino_attempts_copy (const GPtrArray *attempts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAttempt, postino_attempt_free)

G_END_DECLS
