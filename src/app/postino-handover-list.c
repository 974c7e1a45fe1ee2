/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said in a row is what is so: after each change all rows are looked at again,
 * since some programs have the accounts of others.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-handover-list.h"

#include "postino-handover-window.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoHandoverList
{
  AdwBin parent_instance;

  GtkListBox *box;
  PostinoHandovers *handovers;
  PostinoAccount *account;
  char *id;
  GPtrArray *waiting; /* programs whose row is not built yet */
  guint idle_id;
};

G_DEFINE_FINAL_TYPE (PostinoHandoverList, postino_handover_list, ADW_TYPE_BIN)

static PostinoHandoverRow *
get_row (PostinoHandoverList *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, index);

  return row != NULL ? POSTINO_HANDOVER_ROW (row) : NULL;
}

gboolean
postino_handover_list_is_empty (PostinoHandoverList *self)
{
  g_return_val_if_fail (POSTINO_IS_HANDOVER_LIST (self), TRUE);

  return get_row (self, 0) == NULL && self->waiting->len == 0;
}

static gboolean
has (const GPtrArray *given, const char *id)
{
  for (guint i = 0; i < given->len; i++)
    if (g_str_equal (((const PostinoTarget *) given->pdata[i])->id, id))
      return TRUE;

  return FALSE;
}

/* Evolution and Geary show what GNOME Online Accounts has. */
static const char *
find_note (const PostinoMailProgram *program, const GPtrArray *given)
{
  const char *id = program->target->id;
  gboolean reads_goa = g_str_equal (id, "evolution") || g_str_equal (id, "geary");

  if (reads_goa && has (given, "goa"))
    return _ ("It has the account from GNOME Online Accounts. Added here as well, it would show it "
              "twice.");
  if (g_str_equal (id, "goa") && (has (given, "evolution") || has (given, "geary")))
    return _ ("Your mail program has the account already, and would show it twice.");

  return program->summary;
}

/* Nobody can type the settings into a service that does not take them. */
static void
show_unfit (PostinoHandoverRow *row, const char *reason)
{
  const PostinoMailProgram *program = postino_handover_row_get_program (row);

  postino_handover_row_show (row, POSTINO_HANDOVER_UNFIT, reason);
  gtk_widget_set_visible (GTK_WIDGET (row), program->target->kind != POSTINO_TARGET_SERVICE);
}

static void
update_row (PostinoHandoverList *self, PostinoHandoverRow *row, const GPtrArray *given)
{
  const PostinoMailProgram *program = postino_handover_row_get_program (row);
  g_autoptr (GError) error = NULL;

  if (g_ptr_array_find ((GPtrArray *) given, program->target, NULL))
    {
      postino_handover_row_show (row, POSTINO_HANDOVER_ADDED, _ ("Added. It has this account."));
      return;
    }

  g_autoptr (PostinoHandover) plan =
    postino_handovers_plan (self->handovers, program->target, self->account, &error);
  if (plan != NULL)
    postino_handover_row_show (row, POSTINO_HANDOVER_OFFERED, find_note (program, given));
  else
    show_unfit (row, error->message);
}

/* Looks again which program has the account. */
static void
update (PostinoHandoverList *self)
{
  g_autoptr (GPtrArray) given = postino_handovers_list (self->handovers, self->account);
  PostinoHandoverRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    update_row (self, row, given);
}

static void
open_program (PostinoHandoverList *self, PostinoHandoverRow *row)
{
  const PostinoMailProgram *program = postino_handover_row_get_program (row);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  g_autoptr (GError) error = NULL;

  if (program->app == NULL
      || postino_handovers_launch (self->handovers, program->app, G_APP_LAUNCH_CONTEXT (context),
                                   &error))
    return;

  g_autofree char *note = postino_text_fill (
    _ ("It could not be opened from here. Please open it from your applications. ({words})"),
    "words", error->message, NULL);
  postino_handover_row_set_note (row, note);
}

static void
on_done (PostinoHandoverWindow *window, PostinoHandoverRow *row)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (row), POSTINO_TYPE_HANDOVER_LIST);

  if (list == NULL)
    return; /* another account is shown by now */

  update (POSTINO_HANDOVER_LIST (list));
  postino_handover_row_focus (row);
  open_program (POSTINO_HANDOVER_LIST (list), row);
}

static void
show_plan (PostinoHandoverList *self, PostinoHandoverRow *row)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = postino_handover_window_new (
    parent, self->handovers, postino_handover_row_get_program (row), self->account, self->id);

  g_signal_connect_object (window, "done", G_CALLBACK (on_done), row, 0);
  gtk_window_present (window);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoHandoverRow) row = user_data;
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (row), POSTINO_TYPE_HANDOVER_LIST);
  g_autoptr (GError) error = NULL;
  gboolean undone = postino_handovers_undo_finish (POSTINO_HANDOVERS (source), result, &error);

  if (list == NULL)
    return; /* another account is shown by now */

  update (POSTINO_HANDOVER_LIST (list));
  postino_handover_row_set_busy (row, FALSE);
  postino_handover_row_set_note (row,
                                 undone ? _ ("The account is taken out again.") : error->message);
  postino_handover_row_focus (row);
}

static void
undo (PostinoHandoverList *self, PostinoHandoverRow *row)
{
  postino_handover_row_set_busy (row, TRUE);
  postino_handover_row_set_note (row, _ ("Taking the account out…"));
  postino_handovers_undo_async (self->handovers, postino_handover_row_get_program (row)->target,
                                self->account->address, NULL, on_undone, g_object_ref (row));
}

static void
on_asked (PostinoHandoverRow *row, int wish, PostinoHandoverList *self)
{
  switch ((PostinoHandoverWish) wish)
    {
    case POSTINO_HANDOVER_OPEN:
      open_program (self, row);
      break;
    case POSTINO_HANDOVER_UNDO:
      undo (self, row);
      break;
    case POSTINO_HANDOVER_SHOW:
    default:
      show_plan (self, row);
    }
}

/* The keyring, from which a program or the plan takes the password, has none for an
 * account that is not saved. */
static PostinoMailProgram *
without_password (PostinoHandoverList *self, const PostinoMailProgram *program)
{
  if (postino_mail_program_is_by_hand (program))
    return postino_mail_program_copy (program);
  if (program->app == NULL || program->target->kind == POSTINO_TARGET_SERVICE)
    return NULL;

  return postino_mail_program_new (postino_handovers_find_target (self->handovers, "sheet"),
                                   program->name, program->app);
}

static void
add_row (PostinoHandoverList *self, const PostinoMailProgram *program)
{
  g_autoptr (GPtrArray) given = postino_handovers_list (self->handovers, self->account);
  PostinoHandoverRow *row = postino_handover_row_new (program);

  gtk_list_box_append (self->box, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->box), TRUE);
  g_signal_connect_object (row, "asked", G_CALLBACK (on_asked), self, 0);
  update_row (self, row, given);
}

/* One at a time, so that nobody waits for all of them. */
static gboolean
on_idle_row (gpointer user_data)
{
  PostinoHandoverList *self = user_data;

  if (self->waiting->len == 0)
    {
      self->idle_id = 0;
      return G_SOURCE_REMOVE;
    }

  g_autoptr (PostinoMailProgram) program = g_ptr_array_steal_index (self->waiting, 0);
  add_row (self, program);
  return G_SOURCE_CONTINUE;
}

static void
wait_with (PostinoHandoverList *self, const PostinoMailProgram *program)
{
  PostinoMailProgram *shown =
    self->id != NULL ? postino_mail_program_copy (program) : without_password (self, program);

  if (shown != NULL)
    g_ptr_array_add (self->waiting, shown);
}

void
postino_handover_list_show (PostinoHandoverList *self,
                            PostinoHandovers *handovers,
                            const GPtrArray *programs,
                            const PostinoAccount *account,
                            const char *id)
{
  g_return_if_fail (POSTINO_IS_HANDOVER_LIST (self));
  g_return_if_fail (POSTINO_IS_HANDOVERS (handovers) && account != NULL);

  PostinoHandoverRow *row;

  g_set_object (&self->handovers, handovers);
  g_clear_pointer (&self->account, postino_account_free);
  self->account = postino_account_copy (account);
  g_free (self->id);
  self->id = g_strdup (id);
  while ((row = get_row (self, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->box), FALSE); /* a line, while it has no row */
  g_ptr_array_set_size (self->waiting, 0);
  for (guint i = 0; i < programs->len; i++)
    wait_with (self, programs->pdata[i]);
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (on_idle_row, self);
}

static void
postino_handover_list_dispose (GObject *object)
{
  g_clear_handle_id (&POSTINO_HANDOVER_LIST (object)->idle_id, g_source_remove);

  G_OBJECT_CLASS (postino_handover_list_parent_class)->dispose (object);
}

static void
postino_handover_list_finalize (GObject *object)
{
  PostinoHandoverList *self = POSTINO_HANDOVER_LIST (object);

  g_clear_object (&self->handovers);
  g_clear_pointer (&self->account, postino_account_free);
  g_free (self->id);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (postino_handover_list_parent_class)->finalize (object);
}

static void
postino_handover_list_class_init (PostinoHandoverListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_handover_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_handover_list_finalize;
}

static void
postino_handover_list_init (PostinoHandoverList *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) postino_mail_program_free);
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Mail programs"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
