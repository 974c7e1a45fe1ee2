/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the evidence means: a cause for each server, read together with the other
 * one's, said in one sentence, with what to do and the link that cures it.
 */
#pragma once

#include "postino-cause.h"
#include "postino-password-signs.h"
#include "postino-provider.h"
#include "postino-report.h"

G_BEGIN_DECLS

/**
 * PostinoDiagnosis:
 * @cause: the likeliest cause
 * @stage: where the test ended
 * @headline: one translated sentence: what is so
 * @meaning: (nullable): one translated sentence: what it means
 * @steps: (array zero-terminated=1): what to do, translated: up to three sentences,
 *   none when there is nothing to do
 * @advice: (nullable): @meaning and @steps in one paragraph; %NULL when there is neither
 * @hints: (array zero-terminated=1): what is odd about what was typed, translated: at
 *   most two sentences, likeliest first; none unless a sign-in was plainly refused
 * @links: (element-type PostinoLink): pages that cure it, the primary one first
 * @alternatives: (element-type PostinoDiagnosis): other likely causes, likeliest first
 */
typedef struct
{
  PostinoCause cause;
  PostinoStage stage;
  char *headline;
  char *meaning;
  char **steps;
  char *advice;
  char **hints;
  GPtrArray *links;
  GPtrArray *alternatives;
} PostinoDiagnosis;

/**
 * PostinoContext:
 * @address: the person's address
 * @provider: (nullable): the provider, when it is known
 * @same_credentials: whether both servers got the same user name and password
 * @now: (nullable): the clock; %NULL for this computer's
 * @signs: what is odd about what was typed, first for the incoming server, then for
 *   the outgoing one
 * @web_time: (nullable): what the web's clocks say the time is
 * @server_time: (nullable): what a server says the time is; filled in where both are
 *   read together
 *
 * What the diagnosis has to know besides the reports.
 */
typedef struct
{
  const PostinoAddress *address;
  const PostinoProvider *provider;
  gboolean same_credentials;
  GDateTime *now;
  PostinoPasswordSigns signs[2];
  GDateTime *web_time;
  GDateTime *server_time;
} PostinoContext;

/**
 * PostinoJointDiagnosis:
 * @verdict: the outcome over both servers
 * @headline: one translated sentence over both
 * @incoming: the incoming server's diagnosis
 * @outgoing: the outgoing server's diagnosis
 */
typedef struct
{
  PostinoVerdict verdict;
  char *headline;
  PostinoDiagnosis *incoming;
  PostinoDiagnosis *outgoing;
} PostinoJointDiagnosis;

/**
 * postino_diagnose:
 * @report: the evidence
 * @context: what else is known
 *
 * One server by itself: as soon as its test has ended.
 *
 * Returns: (transfer full): its diagnosis
 */
PostinoDiagnosis *postino_diagnose (const PostinoReport *report, const PostinoContext *context);

/**
 * postino_diagnose_untested:
 * @server: a server that a password would be sent to
 * @context: what is known
 *
 * What is so without a test: at a server of a provider who takes no password from
 * mail programs, there is no need to ask for one first.
 *
 * Returns: (transfer full) (nullable): the diagnosis, at the stage lookup; %NULL when
 *   only a test can tell
 */
PostinoDiagnosis *
postino_diagnose_untested (const PostinoServer *server, const PostinoContext *context);

/**
 * postino_diagnose_remembered:
 * @cause: a cause that was found some time ago
 * @server: the server
 * @context: what is known
 *
 * What can still be said of it when the evidence is gone.
 *
 * Returns: (transfer full): the diagnosis, at the stage lookup, without alternatives
 */
PostinoDiagnosis *postino_diagnose_remembered (PostinoCause cause,
                                               const PostinoServer *server,
                                               const PostinoContext *context);

/**
 * postino_diagnose_both:
 * @incoming: the evidence of the incoming server
 * @outgoing: the evidence of the outgoing server
 * @context: what else is known
 *
 * Both read together (the table at the end of docs/causes.md).
 *
 * Returns: (transfer full): both diagnoses and the verdict
 */
PostinoJointDiagnosis *postino_diagnose_both (const PostinoReport *incoming,
                                              const PostinoReport *outgoing,
                                              const PostinoContext *context);

/**
 * postino_diagnosis_join_advice:
 * @meaning: (nullable): what it means
 * @steps: (array zero-terminated=1): what to do
 *
 * Returns: (transfer full) (nullable): both as one paragraph, or %NULL
 */
char *postino_diagnosis_join_advice (const char *meaning, char **steps);

PostinoDiagnosis *postino_diagnosis_copy (const PostinoDiagnosis *self);
void postino_diagnosis_free (PostinoDiagnosis *self);
PostinoJointDiagnosis *postino_joint_diagnosis_copy (const PostinoJointDiagnosis *self);
void postino_joint_diagnosis_free (PostinoJointDiagnosis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoDiagnosis, postino_diagnosis_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoJointDiagnosis, postino_joint_diagnosis_free)

G_END_DECLS
