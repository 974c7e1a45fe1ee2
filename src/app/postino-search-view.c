/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A source that knows nothing has not failed: its line only steps back.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-search-view.h"

#include "postino-progress.h"
#include "postino-source.h"
#include "postino-step-row.h"

struct _PostinoSearchView
{
  GtkWidget parent_instance;

  char *domain;
  GHashTable *rows; /* by #PostinoSource */
};

G_DEFINE_FINAL_TYPE (PostinoSearchView, postino_search_view, GTK_TYPE_WIDGET)

static void
remove_rows (PostinoSearchView *self)
{
  GtkWidget *row;

  g_hash_table_remove_all (self->rows);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (row);
}

void
postino_search_view_begin (PostinoSearchView *self, const char *domain)
{
  g_return_if_fail (POSTINO_IS_SEARCH_VIEW (self));
  g_return_if_fail (domain != NULL);

  remove_rows (self);
  g_free (self->domain);
  self->domain = g_strdup (domain);
}

static PostinoStepRow *
ensure_row (PostinoSearchView *self, PostinoSource source)
{
  PostinoStepRow *row = g_hash_table_lookup (self->rows, GINT_TO_POINTER (source));

  if (row == NULL)
    {
      row = postino_step_row_new ();
      gtk_widget_set_parent (GTK_WIDGET (row), GTK_WIDGET (self));
      g_hash_table_insert (self->rows, GINT_TO_POINTER (source), row);
    }

  return row;
}

void
postino_search_view_show (PostinoSearchView *self, PostinoSource source, PostinoSourceState state)
{
  static const int steps[] = {
    [POSTINO_SOURCE_ASKED] = POSTINO_STEP_RUNNING,
    [POSTINO_SOURCE_ANSWERED] = POSTINO_STEP_PASSED,
    [POSTINO_SOURCE_KNOWS_NOTHING] = POSTINO_STEP_WAITING,
  };

  g_return_if_fail (POSTINO_IS_SEARCH_VIEW (self) && self->domain != NULL);
  g_return_if_fail (state < G_N_ELEMENTS (steps));

  g_autofree char *text = postino_source_tell (source, state, self->domain);
  postino_step_row_show (ensure_row (self, source), steps[state], text);
}

static void
postino_search_view_dispose (GObject *object)
{
  remove_rows (POSTINO_SEARCH_VIEW (object));

  G_OBJECT_CLASS (postino_search_view_parent_class)->dispose (object);
}

static void
postino_search_view_finalize (GObject *object)
{
  PostinoSearchView *self = POSTINO_SEARCH_VIEW (object);

  g_free (self->domain);
  g_hash_table_unref (self->rows);

  G_OBJECT_CLASS (postino_search_view_parent_class)->finalize (object);
}

static void
postino_search_view_class_init (PostinoSearchViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = postino_search_view_dispose;
  object_class->finalize = postino_search_view_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
postino_search_view_init (PostinoSearchView *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  self->rows = g_hash_table_new (NULL, NULL);
}
