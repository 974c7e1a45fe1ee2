/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is news about a server that was tested again. Pure: what was known, and what was
 * seen.
 *
 * A network that is away, or that wants a sign-in of its own, says nothing about a mail
 * server. Whether one is at work is known once any server has come as far as the sign-in:
 * nobody else has its papers.
 */
#pragma once

#include "postino-check-result.h"

G_BEGIN_DECLS

/* How long before its end a certificate is worth a word. */
#define CLI_WATCH_ENDING_DAYS 14

/* The first pause after a refused sign-in, and the longest; each is twice as long as the
 * one before. */
#define CLI_WATCH_FIRST_REST_S (50 * 60)
#define CLI_WATCH_MAX_REST_S   (24 * 60 * 60)

/**
 * CliWatchRecord:
 * @known: whether it is known how a side was, by #PostinoSide
 * @causes: how it was
 * @doubted: whether it did not answer as it should the last time, which may have been
 *   nothing
 * @seen: when the account was looked at last, in seconds since 1970 (UTC); 0 for never
 * @rests_until: no sign-in is made before, likewise
 * @rests: how many sign-ins in a row were refused
 *
 * What is remembered of an account.
 */
typedef struct
{
  gboolean known[2];
  PostinoCause causes[2];
  gboolean doubted[2];
  gint64 seen;
  gint64 rests_until;
  guint rests;
} CliWatchRecord;

/**
 * CliWatchNews:
 * @CLI_WATCH_NEWS_NONE: it is as it was
 * @CLI_WATCH_NEWS_APPEARED: it has another cause, or one at all
 * @CLI_WATCH_NEWS_GONE: it works again
 * @CLI_WATCH_NEWS_CERTIFICATE: its certificate is about to expire
 */
typedef enum
{
  CLI_WATCH_NEWS_NONE,
  CLI_WATCH_NEWS_APPEARED,
  CLI_WATCH_NEWS_GONE,
  CLI_WATCH_NEWS_CERTIFICATE,
} CliWatchNews;

/**
 * cli_watch_judge_proves_network:
 * @report: the evidence of any server
 *
 * Returns: whether a mail server was reached that has its papers
 */
gboolean cli_watch_judge_proves_network (const PostinoReport *report);

/**
 * cli_watch_judge_is_clear:
 * @report: the evidence of a server
 * @cause: what it means
 * @network: whether any server was reached just now
 *
 * Returns: whether it is about the server, and not about the network before it
 */
gboolean
cli_watch_judge_is_clear (const PostinoReport *report, PostinoCause cause, gboolean network);

/**
 * cli_watch_judge_side:
 * @record: what is known; it learns
 * @side: one of its servers
 * @cause: how it is, which is clear
 *
 * What may be nothing, such as a server that restarts, counts when it is seen twice in a
 * row.
 *
 * Returns: what is new
 */
CliWatchNews cli_watch_judge_side (CliWatchRecord *record, PostinoSide side, PostinoCause cause);

/**
 * cli_watch_judge_take_result:
 * @record: what is known; it learns
 * @causes: (array fixed-size=2): what another test has shown since, which somebody saw
 * @tested: when, in seconds since 1970 (UTC)
 */
void
cli_watch_judge_take_result (CliWatchRecord *record, const PostinoCause causes[2], gint64 tested);

/**
 * cli_watch_judge_rest:
 * @record: what is known; it learns
 * @causes: (array fixed-size=2): how both servers are
 * @clear: whether that is about both servers, and not about the network
 * @now: the clock, in seconds since 1970 (UTC)
 *
 * Where a sign-in was refused, the next one waits: servers close the door after several.
 */
void cli_watch_judge_rest (CliWatchRecord *record,
                           const PostinoCause causes[2],
                           gboolean clear,
                           gint64 now);

/**
 * cli_watch_judge_is_ending:
 * @report: the evidence of a server
 * @now: the clock
 *
 * A certificate that lives for days only is renewed late: the last third of its life is
 * when it should have been.
 *
 * Returns: whether the certificate that it works with is about to expire
 */
gboolean cli_watch_judge_is_ending (const PostinoReport *report, GDateTime *now);

G_END_DECLS
