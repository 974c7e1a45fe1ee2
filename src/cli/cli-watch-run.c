/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One round. All accounts are tested before any of them is judged: one server that was
 * reached shows that the network is there for all.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "config.h"

#include "cli-watch-private.h"
#include "postino-text.h"
#include "postino-vault.h"

#include <glib/gi18n.h>

static void
item_free (gpointer data)
{
  CliWatchItem *self = data;

  g_free (self->text);
  g_free (self);
}

static void
visit_free (gpointer data)
{
  CliWatchVisit *self = data;

  cli_result_clear (&self->result);
  g_ptr_array_unref (self->news);
  g_free (self);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* A test by hand may have been made since: what it has shown is known. */
static void
read_record (const CliWatch *self, const char *id, CliWatchRecord *record)
{
  PostinoLastResult last;

  cli_watch_memory_read (self->memory, id, record);
  if (postino_history_look_up (self->accounts.history, id, &last))
    {
      const PostinoCause causes[] = {last.incoming, last.outgoing};

      cli_watch_judge_take_result (record, causes, last.tested);
    }
}

/* A clock that was set back lets nobody rest for longer than there are rests. */
static gboolean
is_resting (const CliWatchRecord *record)
{
  gint64 left = record->rests_until - get_now ();

  return left > 0 && left <= CLI_WATCH_MAX_REST_S;
}

static gboolean
read_passwords (CliCheck *check, const char *id, GError **error)
{
  CliLoop *loop = &check->loop;

  postino_vault_lookup_quietly_async (id, loop->cancellable, cli_loop_take, loop);
  g_autoptr (GAsyncResult) result = cli_loop_wait (loop);

  return postino_vault_lookup_finish (result, check->passwords, error);
}

/* Exactly what is saved is tested. Returns FALSE when it was stopped, or the keyring is
 * closed. */
static gboolean
test (CliWatch *self, CliWatchVisit *visit, PostinoAccount *account, GError **error)
{
  CliCheck *check = &self->accounts.check;
  gboolean tested;

  cli_accounts_choose (check, account);
  tested = read_passwords (check, visit->account->id, error) && cli_check_run (check);
  if (tested)
    {
      visit->result = check->result;
      check->result = (CliResult){0};
    }
  cli_check_forget (check);

  return tested;
}

static gboolean
visit_account (CliWatch *self, const PostinoSavedAccount *account, GError **error)
{
  CliWatchVisit *visit = g_new0 (CliWatchVisit, 1);
  PostinoAccount *whole = postino_saved_account_to_account (account);

  visit->account = account;
  visit->news = g_ptr_array_new_with_free_func (item_free);
  g_ptr_array_add (self->visits, visit);
  read_record (self, account->id, &visit->record);
  if (whole == NULL)
    visit->state = CLI_WATCH_STATE_INCOMPLETE;
  else if (is_resting (&visit->record))
    visit->state = CLI_WATCH_STATE_RESTING;
  else
    return test (self, visit, whole, error);

  postino_account_free (whole);
  return TRUE;
}

static gboolean
visit_all (CliWatch *self, GError **error)
{
  for (guint i = 0; i < self->accounts.found->len; i++)
    if (!visit_account (self, self->accounts.found->pdata[i], error))
      {
        g_ptr_array_remove_index (self->visits, self->visits->len - 1);
        return FALSE;
      }

  return TRUE;
}

static void
look_at_network (CliWatch *self)
{
  self->network = FALSE;
  for (guint i = 0; i < self->visits->len; i++)
    {
      const CliWatchVisit *visit = self->visits->pdata[i];

      for (int side = 0; side < 2 && visit->state == CLI_WATCH_STATE_TESTED; side++)
        self->network =
          self->network || cli_watch_judge_proves_network (visit->result.reports[side]);
    }
}

/* What has changed about a server since it last worked says where to look first. */
static void
tell (CliWatch *self, CliWatchVisit *visit)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *title = postino_address_to_string (visit->account->address);
  g_autofree char *id = g_strdup_printf ("watch-%s", visit->account->id);
  g_autofree char *changes = postino_changes_describe (
    visit->result.changes[POSTINO_SIDE_INCOMING], visit->result.changes[POSTINO_SIDE_OUTGOING]);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < visit->news->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "",
                            ((const CliWatchItem *) visit->news->pdata[i])->text);
  if (changes != NULL)
    g_string_append_printf (body, "\n%s", changes);
  visit->told = cli_watch_notifier_show (self->notifier, id, title, body->str, &error);
  if (visit->told)
    return;

  g_autofree char *text = postino_text_fill (_ ("The desktop shows no notification: {reason}"),
                                             "reason", error->message, NULL);
  cli_complain (text);
}

/* What nobody was told is told the next time. */
static void
remember (CliWatch *self, CliWatchVisit *visit, const CliWatchRecord *before)
{
  const char *id = visit->account->id;
  const PostinoCause causes[] = {visit->result.diagnoses[0]->cause,
                                 visit->result.diagnoses[1]->cause};
  CliWatchRecord *record = &visit->record;

  if (visit->news->len > 0 && !visit->told)
    for (int side = 0; side < 2; side++)
      {
        record->known[side] = before->known[side];
        record->causes[side] = before->causes[side];
        record->doubted[side] = before->doubted[side];
      }
  cli_watch_judge_rest (record, causes, visit->clear[0] && visit->clear[1], get_now ());
  record->seen = get_now ();
  cli_watch_memory_write (self->memory, id, record);
  for (guint i = 0; i < visit->news->len && visit->told; i++)
    {
      const CliWatchItem *item = visit->news->pdata[i];

      if (item->news == CLI_WATCH_NEWS_CERTIFICATE)
        cli_watch_memory_tell (self->memory, id, item->side,
                               visit->result.reports[item->side]->tls->sha256);
    }
}

static void
end_visit (CliWatch *self, CliWatchVisit *visit)
{
  const CliWatchRecord before = visit->record;

  if (visit->state != CLI_WATCH_STATE_TESTED)
    return;

  cli_watch_look (self, visit);
  if (visit->clear[POSTINO_SIDE_INCOMING] && visit->clear[POSTINO_SIDE_OUTGOING])
    cli_check_record (&visit->result, visit->account->id);
  if (visit->news->len > 0)
    tell (self, visit);
  remember (self, visit, &before);
}

static void
save (CliWatch *self)
{
  g_autoptr (GError) error = NULL;

  if (cli_watch_memory_save (self->memory, &error))
    return;

  g_autofree char *text = postino_text_fill (_ ("This result cannot be remembered: {reason}"),
                                             "reason", error->message, NULL);
  cli_complain (text);
}

/* It is said once, and not each hour. */
static CliStatus
end_closed (CliWatch *self, const GError *error)
{
  gboolean locked = g_error_matches (error, POSTINO_VAULT_ERROR, POSTINO_VAULT_ERROR_LOCKED);

  self->closed =
    g_strdup (locked ? _ ("The keyring is locked, so the accounts were not tested. Nobody is "
                          "asked to unlock it; they are tested once it is open.")
                     : error->message);
  if (cli_watch_memory_say (self->memory, locked ? "locked" : error->message))
    cli_complain (self->closed);
  cli_watch_print (self);
  save (self);
  return CLI_STATUS_NOT_OK;
}

static void
forget_others (CliWatch *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->visits->len; i++)
    g_ptr_array_add (ids, ((const CliWatchVisit *) self->visits->pdata[i])->account->id);
  g_ptr_array_add (ids, NULL);
  cli_watch_memory_keep (self->memory, (const char *const *) ids->pdata);
}

static gboolean
is_good (const CliWatchVisit *visit)
{
  return visit->state == CLI_WATCH_STATE_TESTED && g_strcmp0 (visit->result.verdict, "ready") == 0;
}

static CliStatus
end_round (CliWatch *self, gboolean complete)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->visits->len; i++)
    {
      end_visit (self, self->visits->pdata[i]);
      good = good && is_good (self->visits->pdata[i]);
    }
  cli_watch_memory_say (self->memory, NULL);
  if (self->accounts.words == NULL)
    forget_others (self);
  save (self);
  cli_watch_print (self);

  if (self->visits->len == 0 && self->accounts.words == NULL)
    cli_complain (cli_accounts_get_none ());
  if (self->visits->len == 0 || !complete)
    return CLI_STATUS_NO_SETTINGS;
  return good ? CLI_STATUS_OK : CLI_STATUS_NOT_OK;
}

CliStatus
cli_watch_round (CliWatch *self)
{
  CliAccounts *accounts = &self->accounts;
  g_autoptr (GError) error = NULL;
  gboolean complete = TRUE;

  g_clear_pointer (&self->closed, g_free);
  g_clear_pointer (&self->memory, cli_watch_memory_free);
  g_clear_pointer (&accounts->history, postino_history_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->memory = cli_watch_memory_load ();
  accounts->history = postino_history_load (NULL);
  self->visits = g_ptr_array_new_with_free_func (visit_free);

  if (cli_accounts_find (accounts, FALSE, &complete, &error) && visit_all (self, &error))
    {
      look_at_network (self);
      return end_round (self, complete);
    }
  if (g_cancellable_is_cancelled (accounts->check.loop.cancellable))
    return CLI_STATUS_NOT_OK;

  return end_closed (self, error);
}
