/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-suggestion-row.h"

#include "postino-text.h"

#include <glib/gi18n.h>

/* How long nobody types before a suggestion comes up, in ms: "gmail.co" may be on its way. */
#define PAUSE_MS 500

struct _PostinoSuggestionRow
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;

  char *address;
  guint pause_id; /* waits for the person to stop typing */
};

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoSuggestionRow, postino_suggestion_row, ADW_TYPE_BIN)

static void
reveal (PostinoSuggestionRow *self, gboolean reveal)
{
  gtk_widget_set_visible (GTK_WIDGET (self), reveal);
  gtk_revealer_set_reveal_child (self->revealer, reveal);
}

static gboolean
on_paused (gpointer user_data)
{
  PostinoSuggestionRow *self = user_data;
  g_autofree char *text =
    postino_text_fill (_ ("Did you mean {address}?"), "address", self->address, NULL);

  self->pause_id = 0;
  gtk_label_set_label (self->text, text);
  reveal (self, TRUE);
  return G_SOURCE_REMOVE;
}

void
postino_suggestion_row_suggest (PostinoSuggestionRow *self, const char *address)
{
  g_return_if_fail (POSTINO_IS_SUGGESTION_ROW (self));

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_free (self->address);
  self->address = g_strdup (address);
  if (address != NULL)
    self->pause_id = g_timeout_add (PAUSE_MS, on_paused, self);
  else
    reveal (self, FALSE);
}

static void
on_use_clicked (GtkButton *button, PostinoSuggestionRow *self)
{
  g_autofree char *address = g_strdup (self->address);

  if (address != NULL)
    g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, address);
}

static void
postino_suggestion_row_finalize (GObject *object)
{
  PostinoSuggestionRow *self = POSTINO_SUGGESTION_ROW (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_free (self->address);

  G_OBJECT_CLASS (postino_suggestion_row_parent_class)->finalize (object);
}

static void
postino_suggestion_row_class_init (PostinoSuggestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_suggestion_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/suggestion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoSuggestionRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, PostinoSuggestionRow, text);
  gtk_widget_class_bind_template_callback (widget_class, on_use_clicked);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", POSTINO_TYPE_SUGGESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
postino_suggestion_row_init (PostinoSuggestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
