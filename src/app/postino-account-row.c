/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While it is tested, the words of the last result give way to the stage that each
 * server has come to.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-account-row.h"

#include "postino-heading.h"
#include "postino-paragraph.h"
#include "postino-pair.h"
#include "postino-progress.h"
#include "postino-step-row.h"
#include "postino-text.h"

#include <glib/gi18n.h>

#define MAX_DETAIL 300

struct _PostinoAccountRow
{
  GtkListBoxRow parent_instance;

  PostinoHeading *address;
  GtkLabel *detail;
  GtkMenuButton *more;
  PostinoStepRow *incoming;
  PostinoStepRow *outgoing;
  GtkLabel *time;
  GtkLabel *changes;
  GtkButton *test_button;
  GtkLabel *test_label;
  GtkButton *help_button;

  PostinoSavedAccount *account;
  PostinoProvider *provider;
  PostinoProgress *progress[2]; /* %NULL unless it is tested */
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoAccountRow, postino_account_row, GTK_TYPE_LIST_BOX_ROW)

const PostinoSavedAccount *
postino_account_row_get_account (PostinoAccountRow *self)
{
  return self->account;
}

static void
ask (PostinoAccountRow *self, PostinoAccountWish wish)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, wish);
}

static gboolean
is_testing (PostinoAccountRow *self)
{
  return self->progress[0] != NULL;
}

static void
on_test_clicked (PostinoAccountRow *self)
{
  ask (self, is_testing (self) ? POSTINO_ACCOUNT_CANCEL : POSTINO_ACCOUNT_TEST);
}

static void
on_help_clicked (PostinoAccountRow *self)
{
  ask (self, POSTINO_ACCOUNT_HELP);
}

static void
on_edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (POSTINO_ACCOUNT_ROW (widget), POSTINO_ACCOUNT_EDIT);
}

static void
on_forget (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (POSTINO_ACCOUNT_ROW (widget), POSTINO_ACCOUNT_FORGET);
}

static PostinoStepRow *
get_step (PostinoAccountRow *self, PostinoSide side)
{
  return side == POSTINO_SIDE_INCOMING ? self->incoming : self->outgoing;
}

static const PostinoServer *
get_server (PostinoAccountRow *self, PostinoSide side)
{
  return side == POSTINO_SIDE_INCOMING ? self->account->incoming : self->account->outgoing;
}

static void
show_side (PostinoAccountRow *self, PostinoSide side, int state, const char *text)
{
  postino_step_row_show (get_step (self, side), state, text);
}

/* Buttons of several accounts say whose they are. */
static void
name_for_account (PostinoAccountRow *self, GtkWidget *widget, const char *template)
{
  g_autofree char *address = postino_address_to_string (self->account->address);
  g_autofree char *name = postino_text_fill (template, "address", address, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_test_button (PostinoAccountRow *self)
{
  gboolean testing = is_testing (self);

  gtk_label_set_label (self->test_label, testing ? _ ("Cancel") : _ ("Test"));
  name_for_account (self, GTK_WIDGET (self->test_button),
                    testing ? _ ("Cancel the test of {address}") : _ ("Test {address}"));
}

static void
end_progress (PostinoAccountRow *self)
{
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->progress[side], postino_progress_free);
  show_test_button (self);
}

static void
show_missing (PostinoAccountRow *self, PostinoSide side)
{
  show_side (self, side, POSTINO_STEP_FAILED,
             side == POSTINO_SIDE_INCOMING
               ? _ ("The settings for receiving are not in the keyring.")
               : _ ("The settings for sending are not in the keyring."));
}

static void
show_last_side (PostinoAccountRow *self, PostinoSide side, const PostinoLastResult *last)
{
  const PostinoContext context = {.address = self->account->address, .provider = self->provider};
  const PostinoServer *server = get_server (self, side);
  gboolean incoming = side == POSTINO_SIDE_INCOMING;
  PostinoCause cause = incoming ? last->incoming : last->outgoing;
  g_autofree char *text = incoming ? postino_last_result_describe_incoming (last, server, &context)
                                   : postino_last_result_describe_outgoing (last, server, &context);

  show_side (self, side, cause == POSTINO_CAUSE_OK ? POSTINO_STEP_PASSED : POSTINO_STEP_FAILED,
             text);
}

static void
show_untested_side (PostinoAccountRow *self, PostinoSide side)
{
  show_side (self, side, POSTINO_STEP_WAITING,
             side == POSTINO_SIDE_INCOMING ? _ ("Receiving: not tested yet")
                                           : _ ("Sending: not tested yet"));
}

void
postino_account_row_show_last (PostinoAccountRow *self,
                               const PostinoLastResult *last,
                               const char *changes)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = last != NULL ? postino_last_result_describe_time (last, now) : NULL;

  end_progress (self);
  for (PostinoSide side = 0; side < 2; side++)
    if (get_server (self, side) == NULL)
      show_missing (self, side);
    else if (last != NULL)
      show_last_side (self, side, last);
    else
      show_untested_side (self, side);
  postino_paragraph_show (self->time, time);
  postino_paragraph_show (self->changes, changes);
  gtk_widget_set_visible (GTK_WIDGET (self->help_button),
                          last != NULL && !postino_last_result_is_good (last)
                            && get_server (self, POSTINO_SIDE_INCOMING) != NULL
                            && get_server (self, POSTINO_SIDE_OUTGOING) != NULL);
}

void
postino_account_row_show_waiting (PostinoAccountRow *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  postino_paragraph_show (self->time, _ ("Its turn comes soon."));
}

void
postino_account_row_begin (PostinoAccountRow *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  for (PostinoSide side = 0; side < 2; side++)
    {
      const PostinoServer *server = get_server (self, side);

      g_clear_pointer (&self->progress[side], postino_progress_free);
      self->progress[side] = postino_progress_new (server);
      if (server != NULL)
        postino_account_row_show_step (self, side, POSTINO_STAGE_LOOKUP, POSTINO_STEP_RUNNING);
    }
  postino_paragraph_show (self->time, NULL);
  postino_paragraph_show (self->changes, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->help_button), FALSE);
  show_test_button (self);
}

void
postino_account_row_show_step (PostinoAccountRow *self,
                               PostinoSide side,
                               PostinoStage stage,
                               PostinoStepState state)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  if (!is_testing (self) || stage >= POSTINO_STAGE_DONE)
    return;

  postino_progress_step (self->progress[side], stage, state);
  g_autofree char *what = postino_progress_describe (self->progress[side], stage);
  g_autofree char *text = postino_text_fill (side == POSTINO_SIDE_INCOMING ? _ ("Receiving: {what}")
                                                                           : _ ("Sending: {what}"),
                                             "what", what, NULL);
  show_side (self, side, POSTINO_STEP_RUNNING, text);
}

void
postino_account_row_show_side (PostinoAccountRow *self,
                               PostinoSide side,
                               const PostinoDiagnosis *diagnosis)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  const PostinoLastResult last = {.incoming = diagnosis->cause, .outgoing = diagnosis->cause};

  if (is_testing (self))
    show_last_side (self, side, &last);
}

void
postino_account_row_set_note (PostinoAccountRow *self, const char *text)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  postino_paragraph_show (self->time, text);
}

void
postino_account_row_set_busy (PostinoAccountRow *self, gboolean busy)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->more), !busy && !is_testing (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->help_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), (!busy || is_testing (self))
                                                              && self->account->incoming != NULL
                                                              && self->account->outgoing != NULL);
}

void
postino_account_row_focus (PostinoAccountRow *self)
{
  g_return_if_fail (POSTINO_IS_ACCOUNT_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

/* The name; where one address has several accounts, the server tells them apart. */
static void
show_account (PostinoAccountRow *self, gboolean has_twin)
{
  const PostinoSavedAccount *account = self->account;
  const PostinoServer *server = account->incoming != NULL ? account->incoming : account->outgoing;
  g_autofree char *address = postino_address_to_string (account->address);
  g_autofree char *protocol =
    g_ascii_strup (postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, (int) server->protocol), -1);
  g_autofree char *where = g_strdup_printf ("%s %s", protocol, server->host);
  g_autofree char *both = account->name != NULL && has_twin
                            ? g_strdup_printf ("%s · %s", account->name, where)
                            : g_strdup (has_twin ? where : account->name);
  g_autofree char *detail = postino_text_make_safe (both, MAX_DETAIL);

  postino_heading_set_text (self->address, address);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
}

static void
name_parts (PostinoAccountRow *self)
{
  name_for_account (self, GTK_WIDGET (self->more), _ ("Edit or forget {address}"));
  name_for_account (self, GTK_WIDGET (self->help_button), _ ("What to do about {address}…"));
  /* Said with the address, which gets the focus when a test has ended. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->address),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->incoming,
                                  self->outgoing, self->time, self->changes, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->address, NULL, -1);
}

static void
postino_account_row_finalize (GObject *object)
{
  PostinoAccountRow *self = POSTINO_ACCOUNT_ROW (object);

  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->progress[side], postino_progress_free);
  postino_saved_account_free (self->account);
  g_clear_pointer (&self->provider, postino_provider_unref);

  G_OBJECT_CLASS (postino_account_row_parent_class)->finalize (object);
}

static void
postino_account_row_class_init (PostinoAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_account_row_finalize;

  g_type_ensure (POSTINO_TYPE_HEADING);
  g_type_ensure (POSTINO_TYPE_PAIR);
  g_type_ensure (POSTINO_TYPE_STEP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, address);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, more);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, incoming);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, outgoing);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, time);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, changes);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, test_button);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, test_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoAccountRow, help_button);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_help_clicked);
  gtk_widget_class_install_action (widget_class, "account.edit", NULL, on_edit);
  gtk_widget_class_install_action (widget_class, "account.forget", NULL, on_forget);

  signals[SIGNAL_ASKED] = g_signal_new ("asked", POSTINO_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
postino_account_row_init (PostinoAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PostinoAccountRow *
postino_account_row_new (const PostinoSavedAccount *account,
                         PostinoProvider *provider,
                         gboolean has_twin)
{
  g_return_val_if_fail (account != NULL, NULL);

  PostinoAccountRow *self = g_object_new (POSTINO_TYPE_ACCOUNT_ROW, NULL);

  self->account = postino_saved_account_copy (account);
  self->provider = provider != NULL ? postino_provider_ref (provider) : NULL;
  show_account (self, has_twin);
  name_parts (self);
  postino_account_row_show_last (self, NULL, NULL);
  postino_account_row_set_busy (self, FALSE);
  return self;
}
