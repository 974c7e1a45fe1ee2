/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result follows what is typed after a short pause, and is there at once for what is
 * pasted: then the focus goes to it, as on the page of the test.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-explain-page.h"

#include "postino-a11y.h"
#include "postino-diagnosis-view.h"
#include "postino-entry-row.h"
#include "postino-heading.h"

#include <glib/gi18n.h>

/* How long nobody types before the text is read again, in ms. */
#define PAUSE_MS 300

struct _PostinoExplainPage
{
  PostinoPage parent_instance;

  GtkScrolledWindow *scroller;
  GtkTextView *message;
  GtkLabel *placeholder;
  AdwPreferencesGroup *person;
  PostinoEntryRow *address;
  GtkWidget *result;
  PostinoHeading *headline;
  PostinoDiagnosisView *diagnosis;

  guint pause_id;
  int cause; /* of the result in view, or -1 */
};

G_DEFINE_FINAL_TYPE (PostinoExplainPage, postino_explain_page, POSTINO_TYPE_PAGE)

static char *
get_text (PostinoExplainPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Reads what is there now; half an address is none. */
static void
update (PostinoExplainPage *self)
{
  g_autofree char *text = get_text (self);
  g_autoptr (PostinoAddress) address =
    postino_address_parse (postino_entry_row_get_text (self->address), NULL);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->cause = -1;
  gtk_widget_set_visible (self->result, *text != '\0');
  if (*text == '\0')
    return;

  g_autoptr (PostinoExplanation) explanation =
    postino_backend_explain (postino_page_get_backend (POSTINO_PAGE (self)), text, address);
  self->cause = (int) explanation->diagnosis->cause;
  postino_heading_set_text (self->headline, explanation->diagnosis->headline);
  postino_diagnosis_view_show (self->diagnosis, explanation->diagnosis, TRUE);
}

int
postino_explain_page_get_cause (PostinoExplainPage *self)
{
  g_return_val_if_fail (POSTINO_IS_EXPLAIN_PAGE (self), -1);

  return self->cause;
}

static gboolean
on_pause (gpointer user_data)
{
  PostinoExplainPage *self = user_data;

  self->pause_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
on_typed (PostinoExplainPage *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_message_changed (GtkTextBuffer *buffer, PostinoExplainPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (buffer) == 0);
  on_typed (self);
}

/* The focus makes a screen reader say the headline. */
static void
announce (PostinoExplainPage *self)
{
  update (self);
  if (postino_page_is_active (POSTINO_PAGE (self)) && gtk_widget_get_visible (self->result))
    gtk_widget_grab_focus (GTK_WIDGET (self->headline));
}

static void
on_message_pasted (GtkTextBuffer *buffer, GdkClipboard *clipboard, PostinoExplainPage *self)
{
  announce (self);
}

/* Whoever presses the button wants what is on the clipboard, and nothing of before. */
static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostinoExplainPage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || *text == '\0')
    {
      postino_page_toast (POSTINO_PAGE (self),
                          _ ("There is no text to paste. Copy the message first."));
      gtk_widget_grab_focus (GTK_WIDGET (self->message));
      return;
    }

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message), text, -1);
  announce (self);
}

static void
on_paste_clicked (GtkButton *button, PostinoExplainPage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 on_clipboard_read, g_object_ref (self));
}

void
postino_explain_page_set_text (PostinoExplainPage *self, const char *text, const char *address)
{
  g_return_if_fail (POSTINO_IS_EXPLAIN_PAGE (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message), text, -1);
  postino_entry_row_set_text (self->address, address != NULL ? address : "");
  update (self);
}

/* Who has typed an address on the first page need not do it again. */
static void
postino_explain_page_shown (PostinoPage *page)
{
  PostinoExplainPage *self = POSTINO_EXPLAIN_PAGE (page);
  const char *address = postino_setup_get_address (postino_page_get_setup (page));

  if (postino_entry_row_is_empty (self->address) && *address != '\0')
    postino_entry_row_set_text (self->address, address);
  gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

static void
postino_explain_page_dispose (GObject *object)
{
  PostinoExplainPage *self = POSTINO_EXPLAIN_PAGE (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);

  G_OBJECT_CLASS (postino_explain_page_parent_class)->dispose (object);
}

static gboolean
postino_explain_page_build (PostinoPage *page, guint part)
{
  PostinoExplainPage *self = POSTINO_EXPLAIN_PAGE (page);

  gtk_widget_init_template (GTK_WIDGET (self));

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  g_signal_connect (buffer, "changed", G_CALLBACK (on_message_changed), self);
  g_signal_connect (buffer, "paste-done", G_CALLBACK (on_message_pasted), self);
  postino_a11y_name_lists (GTK_WIDGET (self->person), _ ("Your address"));
  return FALSE;
}

static void
postino_explain_page_class_init (PostinoExplainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_explain_page_dispose;
  POSTINO_PAGE_CLASS (klass)->build = postino_explain_page_build;
  POSTINO_PAGE_CLASS (klass)->shown = postino_explain_page_shown;

  g_type_ensure (POSTINO_TYPE_DIAGNOSIS_VIEW);
  g_type_ensure (POSTINO_TYPE_ENTRY_ROW);
  g_type_ensure (POSTINO_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/explain-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, message);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, person);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, address);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, result);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, headline);
  gtk_widget_class_bind_template_child (widget_class, PostinoExplainPage, diagnosis);
  gtk_widget_class_bind_template_callback (widget_class, on_paste_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
postino_explain_page_init (PostinoExplainPage *self)
{
  self->cause = -1;
}
