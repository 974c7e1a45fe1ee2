/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-open-in-group.h"

#include "postino-handover-list.h"
#include "postino-more-window.h"
#include "postino-pair.h"
#include "postino-paragraph.h"
#include "postino-phone-window.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoOpenInGroup
{
  AdwBin parent_instance;

  GtkLabel *description;
  GtkLabel *trouble;
  PostinoHandoverList *list;

  PostinoHandovers *handovers;
  PostinoAccount *account;
  char *id; /* %NULL where it was not saved */
  GCancellable *search;
};

G_DEFINE_FINAL_TYPE (PostinoOpenInGroup, postino_open_in_group, ADW_TYPE_BIN)

static GtkWindow *
get_window (PostinoOpenInGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_phone_clicked (PostinoOpenInGroup *self)
{
  gtk_window_present (postino_phone_window_new (get_window (self), self->handovers, self->account));
}

static void
on_more_clicked (PostinoOpenInGroup *self)
{
  gtk_window_present (
    postino_more_window_new (get_window (self), self->handovers, self->account, self->id));
}

static void
show_news (PostinoOpenInGroup *self, const PostinoNews *news)
{
  gboolean done = news != NULL && news->done->len > 0;
  gboolean trouble = news != NULL && news->trouble->len > 0;
  g_autofree char *names = done ? postino_news_list_targets (news->done) : NULL;
  g_autofree char *words = trouble ? postino_news_list_trouble (news) : NULL;
  g_autofree char *description =
    done ? postino_text_fill (_ ("The new settings and the password are there as well: {programs}"),
                              "programs", names, NULL)
         : NULL;
  g_autofree char *text =
    trouble ? postino_text_fill (_ ("It could not be brought up to date everywhere:\n{trouble}"),
                                 "trouble", words, NULL)
            : NULL;

  postino_paragraph_show (self->description, description);
  postino_paragraph_show (self->trouble, text);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostinoHandovers *handovers = POSTINO_HANDOVERS (source);
  g_autoptr (GPtrArray) programs = postino_handovers_find_programs_finish (handovers, result, NULL);

  if (programs == NULL)
    return; /* another account is shown, or none */

  PostinoOpenInGroup *self = user_data;
  postino_handover_list_show (self->list, handovers, programs, self->account, self->id);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !postino_handover_list_is_empty (self->list));
}

static void
stop_search (PostinoOpenInGroup *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

void
postino_open_in_group_show (PostinoOpenInGroup *self,
                            PostinoHandovers *handovers,
                            const PostinoAccount *account,
                            const PostinoNews *news)
{
  g_return_if_fail (POSTINO_IS_OPEN_IN_GROUP (self));
  g_return_if_fail (POSTINO_IS_HANDOVERS (handovers) && account != NULL);

  stop_search (self);
  g_set_object (&self->handovers, handovers);
  g_clear_pointer (&self->account, postino_account_free);
  self->account = postino_account_copy (account);
  g_free (self->id);
  self->id = news != NULL ? g_strdup (news->id) : NULL;
  show_news (self, news);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  self->search = g_cancellable_new ();
  postino_handovers_find_programs_async (handovers, self->search, on_found, self);
}

static void
postino_open_in_group_dispose (GObject *object)
{
  stop_search (POSTINO_OPEN_IN_GROUP (object));

  G_OBJECT_CLASS (postino_open_in_group_parent_class)->dispose (object);
}

static void
postino_open_in_group_finalize (GObject *object)
{
  PostinoOpenInGroup *self = POSTINO_OPEN_IN_GROUP (object);

  g_clear_object (&self->handovers);
  g_clear_pointer (&self->account, postino_account_free);
  g_free (self->id);

  G_OBJECT_CLASS (postino_open_in_group_parent_class)->finalize (object);
}

static void
postino_open_in_group_class_init (PostinoOpenInGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postino_open_in_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = postino_open_in_group_finalize;

  g_type_ensure (POSTINO_TYPE_HANDOVER_LIST);
  g_type_ensure (POSTINO_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/open-in-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoOpenInGroup, description);
  gtk_widget_class_bind_template_child (widget_class, PostinoOpenInGroup, trouble);
  gtk_widget_class_bind_template_child (widget_class, PostinoOpenInGroup, list);
  gtk_widget_class_bind_template_callback (widget_class, on_phone_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
}

static void
postino_open_in_group_init (PostinoOpenInGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
