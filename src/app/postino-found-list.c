/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is found may change while the person is in another program: it is looked again
 * each time the window is in front.
 */
#define G_LOG_DOMAIN "postino-app"

#include "config.h"

#include "postino-found-list.h"

#include "postino-a11y.h"
#include "postino-paragraph.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoFoundList
{
  AdwBin parent_instance;

  GtkListBox *box;
  PostinoBackend *backend;
  guint idle_id;
  GCancellable *cancellable; /* while it is looked */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoFoundList, postino_found_list, ADW_TYPE_BIN)

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoFoundList) self = user_data;
  gboolean found = postino_backend_find_finish (POSTINO_BACKEND (source), result, NULL);

  g_clear_object (&self->cancellable);
  if (found && self->backend != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_idle (gpointer user_data)
{
  PostinoFoundList *self = user_data;

  self->idle_id = 0;
  if (self->cancellable == NULL)
    {
      self->cancellable = g_cancellable_new ();
      postino_backend_find_async (self->backend, self->cancellable, on_found, g_object_ref (self));
    }
  return G_SOURCE_REMOVE;
}

void
postino_found_list_refresh (PostinoFoundList *self)
{
  g_return_if_fail (POSTINO_IS_FOUND_LIST (self));

  if (self->idle_id == 0 && self->backend != NULL)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
on_active_changed (PostinoFoundList *self, GParamSpec *pspec, GtkWindow *window)
{
  GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self));

  if (gtk_window_is_active (window) && gtk_widget_get_mapped (around))
    postino_found_list_refresh (self);
}

static void
on_test_clicked (GtkButton *button, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "win.test-found", "s", id);
}

static GtkWidget *
new_button (const PostinoFoundAccount *account, const char *address, const char *program)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Test"));
  g_autofree char *name = postino_text_fill (_ ("Test {address}, found in {program}"), "address",
                                             address, "program", program, NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  postino_a11y_name_button (GTK_BUTTON (button), name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_test_clicked), g_strdup (account->id),
                         (GClosureNotify) (GCallback) g_free, 0);
  return button;
}

/* Tests of the two would do the same. */
static gboolean
is_alike (const PostinoFoundAccount *a, const PostinoFoundAccount *b)
{
  g_autofree char *address = postino_address_to_string (b->address);

  return postino_found_account_is_called (a, address) && a->in_browser == b->in_browser
         && postino_server_equal (a->incoming, b->incoming)
         && (a->outgoing == NULL || b->outgoing == NULL
             || postino_server_equal (a->outgoing, b->outgoing));
}

/* Whether one like it stands before. */
static gboolean
is_listed (const GPtrArray *found, guint index)
{
  for (guint i = 0; i < index; i++)
    if (is_alike (found->pdata[i], found->pdata[index]))
      return TRUE;

  return FALSE;
}

/* Of those that are alike from @index on, the one with most to test with; @programs are the
 * names of all. */
static const PostinoFoundAccount *
choose (const GPtrArray *found, guint index, char **programs)
{
  const PostinoFoundAccount *best = found->pdata[index];
  GString *names = g_string_new (NULL);

  for (guint i = index; i < found->len; i++)
    {
      const PostinoFoundAccount *account = found->pdata[i];
      g_autofree char *name = postino_found_account_describe_program (account);

      if (!is_alike (found->pdata[index], account))
        continue;
      if (names->len > 0)
        /* Translators: between the names of two programs, in a row of them. */
        g_string_append (names, _ (", "));
      g_string_append (names, name);
      if (!postino_found_account_keeps_password (best)
          && postino_found_account_keeps_password (account))
        best = account;
    }

  *programs = g_string_free (names, FALSE);
  return best;
}

static void
add_row (PostinoFoundList *self, const GPtrArray *found, guint index)
{
  g_autofree char *program = NULL;
  const PostinoFoundAccount *account = choose (found, index, &program);
  g_autofree char *address = postino_address_to_string (account->address);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), address);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), program);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (account, address, program));
  gtk_list_box_append (self->box, row);
}

void
postino_found_list_show (PostinoFoundList *self, GPtrArray *saved, gboolean wanted)
{
  g_return_if_fail (POSTINO_IS_FOUND_LIST (self));

  GPtrArray *found = postino_backend_get_found (self->backend);
  GtkListBoxRow *row;

  if (!wanted) /* each key that is typed comes by */
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  for (guint i = 0; i < found->len; i++)
    {
      const PostinoFoundAccount *account = found->pdata[i];

      if (!is_listed (found, i) && !postino_saved_account_is_among (saved, account->address, NULL))
        add_row (self, found, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->box, 0) != NULL);
}

void
postino_found_list_attach (PostinoFoundList *self, PostinoBackend *backend)
{
  g_return_if_fail (POSTINO_IS_FOUND_LIST (self));

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_object (&self->backend, backend);
  if (GTK_IS_WINDOW (root))
    g_signal_connect_object (root, "notify::is-active", G_CALLBACK (on_active_changed), self,
                             G_CONNECT_SWAPPED);
}

static void
postino_found_list_dispose (GObject *object)
{
  PostinoFoundList *self = POSTINO_FOUND_LIST (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->backend);

  G_OBJECT_CLASS (postino_found_list_parent_class)->dispose (object);
}

static void
postino_found_list_finalize (GObject *object)
{
  PostinoFoundList *self = POSTINO_FOUND_LIST (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (postino_found_list_parent_class)->finalize (object);
}

static void
postino_found_list_class_init (PostinoFoundListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postino_found_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_found_list_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_FOUND_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_found_list_init (PostinoFoundList *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  /* That of libadwaita's own group is cut where the text is large. */
  GtkWidget *title = postino_paragraph_new (_ ("Found in your mail programs"), "heading");

  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  gtk_box_append (GTK_BOX (content), title);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), content);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
