/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page does one thing at a time, named by an AccountsErrand: reading the keyring, testing
 * the accounts that wait for it, getting one account's passwords, forgetting one. The
 * primary button alone leads on to another page.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-accounts-page-private.h"

#include "compat.h"
#include "postino-forget.h"
#include "postino-handovers.h"

#include <glib/gi18n.h>

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoAccountsPage, postino_accounts_page, POSTINO_TYPE_PAGE)

static gboolean
is_testing (PostinoAccountsPage *self)
{
  return self->tests != NULL && postino_retests_is_waiting (self->tests);
}

static gboolean
is_testing_all (PostinoAccountsPage *self)
{
  return is_testing (self) && postino_retests_is_of_many (self->tests);
}

static void
set_buttons (PostinoAccountsPage *self, const char *primary, const char *secondary)
{
  postino_page_set_primary (POSTINO_PAGE (self), primary, TRUE);
  postino_page_set_secondary (POSTINO_PAGE (self), secondary, TRUE);
}

static void
update_buttons (PostinoAccountsPage *self)
{
  const char *set_up = _ ("Set _Up an Account");

  if (self->phase == POSTINO_ACCOUNTS_LOCKED)
    set_buttons (self, _ ("Un_lock"), set_up);
  else if (self->phase == POSTINO_ACCOUNTS_CLOSED)
    set_buttons (self, _ ("_Try Again"), set_up);
  else if (self->phase == POSTINO_ACCOUNTS_READING)
    set_buttons (self, NULL, set_up);
  else if (is_testing (self))
    set_buttons (self, NULL, is_testing_all (self) ? _ ("_Cancel") : NULL);
  else
    set_buttons (self, set_up,
                 postino_account_list_count (self->list) > 1 ? _ ("Test _All") : NULL);
}

static void
show_found (PostinoAccountsPage *self)
{
  if (postino_page_get_backend (POSTINO_PAGE (self)) != NULL) /* else the window is closed */
    postino_found_list_show (self->found, self->saved, self->phase == POSTINO_ACCOUNTS_LISTED);
}

static void
update (PostinoAccountsPage *self, const char *message)
{
  postino_account_list_set_busy (self->list, is_testing (self));
  postino_accounts_view_show (self->view, self->phase, message, is_testing_all (self));
  update_buttons (self);
}

void
postino_accounts_page_show_phase (PostinoAccountsPage *self,
                                  PostinoAccountsPhase phase,
                                  const char *message)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_PAGE (self));

  self->phase = phase;
  update (self, message);
  show_found (self);
}

void
postino_accounts_page_show_accounts (PostinoAccountsPage *self, GPtrArray *accounts)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_PAGE (self));

  g_ptr_array_ref (accounts);
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  self->saved = accounts;
  postino_account_list_show (self->list, accounts, postino_page_get_backend (POSTINO_PAGE (self)));
  postino_accounts_page_show_phase (self, POSTINO_ACCOUNTS_LISTED, NULL);
}

void
postino_accounts_page_announce (PostinoAccountsPage *self)
{
  if (postino_page_is_active (POSTINO_PAGE (self)))
    postino_accounts_view_announce (self->view);
}

/* What is under way has its end first, if anything. */
static void
run (PostinoAccountsPage *self, AccountsErrand errand, const PostinoSavedAccount *account)
{
  PostinoSavedAccount *own = account != NULL ? postino_saved_account_copy (account) : NULL;

  self->next = errand;
  postino_saved_account_free (self->account);
  self->account = own;
  postino_page_cancel (POSTINO_PAGE (self));
  postino_page_run (POSTINO_PAGE (self));
}

static void
start_test_all (PostinoAccountsPage *self)
{
  self->test_all = FALSE;
  postino_retests_add_all (self->tests);
  if (is_testing (self))
    run (self, ERRAND_TEST, NULL);
}

void
postino_accounts_page_test (PostinoAccountsPage *self, const char *id)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_PAGE (self));

  PostinoAccountRow *row = postino_account_list_find (self->list, id);

  if (row == NULL || is_testing (self))
    return;
  postino_retests_add (self->tests, row);
  run (self, ERRAND_TEST, NULL);
}

static void
on_forget_response (GtkWidget *dialog, const char *response, PostinoAccountsPage *self)
{
  const PostinoSavedAccount *account = g_object_get_data (G_OBJECT (dialog), "account");

  if (g_str_equal (response, "forget"))
    run (self, ERRAND_FORGET, account);
}

/* Programs keep the account as long as another one of its address is saved. */
static GPtrArray *
list_what_is_taken (PostinoAccountsPage *self, const PostinoSavedAccount *account)
{
  PostinoBackend *backend = postino_page_get_backend (POSTINO_PAGE (self));

  if (postino_saved_account_is_among (self->saved, account->address, account->id))
    return g_ptr_array_new ();
  return postino_handovers_list_of_address (POSTINO_HANDOVERS (backend), account->address);
}

static void
ask_to_forget (PostinoAccountsPage *self, const PostinoSavedAccount *account)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) taken = list_what_is_taken (self, account);
  GtkWidget *dialog = postino_forget_dialog_new (GTK_WINDOW (root), account, taken);

  g_object_set_data_full (G_OBJECT (dialog), "account", postino_saved_account_copy (account),
                          (GDestroyNotify) postino_saved_account_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_forget_response), self, 0);
  postino_compat_dialog_present (dialog, GTK_WINDOW (root));
}

static void
on_asked (PostinoAccountList *list, PostinoAccountRow *row, int wish, PostinoAccountsPage *self)
{
  const PostinoSavedAccount *account = postino_account_row_get_account (row);

  switch ((PostinoAccountWish) wish)
    {
    case POSTINO_ACCOUNT_TEST:
      postino_accounts_page_test (self, account->id);
      break;
    case POSTINO_ACCOUNT_CANCEL:
      postino_page_cancel (POSTINO_PAGE (self));
      break;
    case POSTINO_ACCOUNT_FORGET:
      ask_to_forget (self, account);
      break;
    case POSTINO_ACCOUNT_HELP:
    case POSTINO_ACCOUNT_EDIT:
    default:
      self->to_test = wish == POSTINO_ACCOUNT_HELP;
      run (self, ERRAND_OPEN, account);
    }
}

static void
on_tests_changed (PostinoAccountsPage *self)
{
  if (postino_page_get_backend (POSTINO_PAGE (self)) != NULL) /* else the window is closed */
    update (self, NULL);
}

static gboolean
postino_accounts_page_apply_finish (PostinoPage *page, GAsyncResult *result)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);
  gboolean go_on = g_task_propagate_boolean (G_TASK (result), NULL);

  if (!postino_page_is_active (page))
    return FALSE;
  if (self->next == ERRAND_READ)
    postino_page_run (page);
  else if (self->test_all && self->errand <= ERRAND_UNLOCK)
    start_test_all (self);

  return go_on;
}

static void
postino_accounts_page_secondary (PostinoPage *page)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);

  if (is_testing (self))
    postino_page_cancel (page);
  else if (self->phase == POSTINO_ACCOUNTS_LISTED)
    start_test_all (self);
  else
    postino_page_skip (page);
}

void
postino_accounts_page_test_all (PostinoAccountsPage *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNTS_PAGE (self));

  self->test_all = TRUE;
  if (postino_page_is_active (POSTINO_PAGE (self)) && !postino_page_get_busy (POSTINO_PAGE (self)))
    start_test_all (self);
}

/* What was saved, or tested, on the other pages is among it. */
static void
postino_accounts_page_shown (PostinoPage *page)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);

  postino_retests_clear (self->tests);
  postino_found_list_refresh (self->found);
  run (self, ERRAND_READ, NULL);
}

static gboolean
postino_accounts_page_build (PostinoPage *page, guint part)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = postino_accounts_view_get_list (self->view);
  g_signal_connect_object (self->list, "asked", G_CALLBACK (on_asked), self, 0);
  self->found = postino_accounts_view_get_found (self->view);
  g_signal_connect_object (self->found, "changed", G_CALLBACK (show_found), self,
                           G_CONNECT_SWAPPED);
  return FALSE;
}

static void
postino_accounts_page_attach (PostinoPage *page)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (page);

  self->tests = postino_retests_new (self->list, postino_page_get_backend (page));
  g_signal_connect_object (self->tests, "changed", G_CALLBACK (on_tests_changed), self,
                           G_CONNECT_SWAPPED);
  postino_found_list_attach (self->found, postino_page_get_backend (page));
  update (self, NULL);
}

static void
postino_accounts_page_finalize (GObject *object)
{
  PostinoAccountsPage *self = POSTINO_ACCOUNTS_PAGE (object);

  g_clear_object (&self->tests);
  postino_saved_account_free (self->account);
  g_clear_pointer (&self->saved, g_ptr_array_unref);

  G_OBJECT_CLASS (postino_accounts_page_parent_class)->finalize (object);
}

static void
postino_accounts_page_class_init (PostinoAccountsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PostinoPageClass *page_class = POSTINO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_accounts_page_finalize;
  page_class->build = postino_accounts_page_build;
  page_class->attach = postino_accounts_page_attach;
  page_class->shown = postino_accounts_page_shown;
  page_class->secondary = postino_accounts_page_secondary;
  page_class->apply_async = postino_accounts_page_do_errand;
  page_class->apply_finish = postino_accounts_page_apply_finish;

  g_type_ensure (POSTINO_TYPE_ACCOUNTS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountsPage, view);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", POSTINO_TYPE_ACCOUNTS_PAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
postino_accounts_page_init (PostinoAccountsPage *self)
{
}
