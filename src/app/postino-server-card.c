/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shows a PostinoProgress, whole, each time: there is no state here.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-server-card.h"

#include "postino-certificate-view.h"
#include "postino-diagnosis-view.h"
#include "postino-paragraph.h"
#include "postino-step-row.h"
#include "postino-text.h"

#include <glib/gi18n.h>

/* The longest reply that is shown, in characters: the report has it all. */
#define MAX_REPLY 4000

struct _PostinoServerCard
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *host;
  GtkLabel *attempt;
  GtkBox *steps;
  GtkBox *tried;
  PostinoStepRow *rows[POSTINO_STAGE_DONE];
  GtkBox *result;
  GtkLabel *headline;
  PostinoDiagnosisView *diagnosis;
  PostinoCertificateView *certificate;
  GtkExpander *expander;
  GtkLabel *expander_label;
  GtkLabel *expert;
  GtkLabel *conversation;
};

enum
{
  SIGNAL_CERTIFICATE_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoServerCard, postino_server_card, GTK_TYPE_WIDGET)

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* What has not begun when the test has ended never will. */
static gboolean
is_shown (const PostinoProgress *progress, PostinoStage stage)
{
  gboolean over = progress->diagnosis != NULL && progress->steps[stage] == POSTINO_STEP_WAITING;

  return postino_progress_applies (progress, stage) && !over;
}

static void
show_steps (PostinoServerCard *self, const PostinoProgress *progress)
{
  for (PostinoStage stage = 0; stage < POSTINO_STAGE_DONE; stage++)
    {
      g_autofree char *text = postino_progress_describe (progress, stage);
      g_autofree char *time = postino_progress_describe_time (progress, stage);

      gtk_widget_set_visible (GTK_WIDGET (self->rows[stage]), is_shown (progress, stage));
      postino_step_row_show (self->rows[stage], progress->steps[stage], text);
      postino_step_row_set_time (self->rows[stage], time);
    }
}

/* What did not work before what is shown. */
static void
show_tried (PostinoServerCard *self, const GPtrArray *tried)
{
  clear (self->tried);
  gtk_widget_set_visible (GTK_WIDGET (self->tried), tried->len > 0);
  if (tried->len == 0)
    return;

  gtk_box_append (self->tried, postino_paragraph_new (_ ("This did not work:"), "dim-label"));
  for (guint i = 0; i < tried->len; i++)
    {
      GtkWidget *line = postino_paragraph_new (tried->pdata[i], "dim-label");

      gtk_widget_add_css_class (line, "caption");
      gtk_box_append (self->tried, line);
    }
}

void
postino_server_card_show_result (PostinoServerCard *self,
                                 const PostinoProgress *progress,
                                 gboolean suggest)
{
  g_return_if_fail (POSTINO_IS_SERVER_CARD (self));
  g_return_if_fail (progress != NULL);

  const PostinoDiagnosis *diagnosis = progress->diagnosis;

  gtk_widget_set_visible (GTK_WIDGET (self->result), diagnosis != NULL);
  if (diagnosis == NULL)
    return;

  postino_paragraph_show (self->headline,
                          progress->mended != NULL ? progress->mended : diagnosis->headline);
  if (diagnosis->cause == POSTINO_CAUSE_OK)
    gtk_widget_add_css_class (GTK_WIDGET (self->headline), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->headline), "success");
  postino_diagnosis_view_show (self->diagnosis, diagnosis, suggest);
}

void
postino_server_card_show_repetition (PostinoServerCard *self)
{
  g_return_if_fail (POSTINO_IS_SERVER_CARD (self));

  postino_paragraph_show (self->headline, _ ("The same as for receiving"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->headline), "success");
  gtk_widget_set_visible (GTK_WIDGET (self->diagnosis), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->result), TRUE);
}

GtkWidget *
postino_server_card_get_result (PostinoServerCard *self)
{
  g_return_val_if_fail (POSTINO_IS_SERVER_CARD (self), NULL);

  return GTK_WIDGET (self->result);
}

void
postino_server_card_offer_certificate (PostinoServerCard *self, const PostinoTlsInfo *tls)
{
  g_return_if_fail (POSTINO_IS_SERVER_CARD (self));

  postino_certificate_view_show (self->certificate, tls);
}

static void
on_certificate_accepted (PostinoServerCard *self)
{
  g_signal_emit (self, signals[SIGNAL_CERTIFICATE_ACCEPTED], 0);
}

static gboolean
has_spoken (const PostinoProgress *progress)
{
  return progress->conversation->len > 0
         || (progress->report != NULL && progress->report->reply != NULL);
}

/* The whole conversation, or at least the reply or the error that ended it. */
static char *
words_of_server (const PostinoProgress *progress)
{
  const PostinoReport *report = progress->report;

  if (progress->conversation->len > 0)
    return postino_text_make_safe (progress->conversation->str, MAX_REPLY);
  if (report != NULL && report->reply != NULL)
    return postino_text_make_safe (report->reply, MAX_REPLY);
  if (report != NULL && report->error != NULL)
    return postino_text_make_safe (report->error->message, MAX_REPLY);

  return NULL;
}

void
postino_server_card_show_progress (PostinoServerCard *self, const PostinoProgress *progress)
{
  g_return_if_fail (POSTINO_IS_SERVER_CARD (self));
  g_return_if_fail (progress != NULL);

  g_autofree char *words = words_of_server (progress);
  g_autofree char *expert = postino_progress_describe_server (progress);

  postino_paragraph_show (self->host, progress->server != NULL ? progress->server->host : NULL);
  postino_paragraph_show (self->attempt, progress->attempt);
  show_tried (self, progress->tried);
  show_steps (self, progress);
  gtk_label_set_label (self->expander_label,
                       has_spoken (progress) ? _ ("What the server said") : _ ("Details"));
  postino_paragraph_show (self->expert, expert);
  postino_paragraph_show (self->conversation, words);
  gtk_widget_set_visible (GTK_WIDGET (self->expander),
                          words != NULL || (expert != NULL && progress->report != NULL));
}

static void
postino_server_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (postino_server_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/server-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, icon);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, title);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, host);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, attempt);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, steps);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, tried);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, result);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, headline);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, diagnosis);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, expander);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, expander_label);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, expert);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, conversation);
  gtk_widget_class_bind_template_child (widget_class, PostinoServerCard, certificate);
  gtk_widget_class_bind_template_callback (widget_class, on_certificate_accepted);
}

static void
postino_server_card_class_init (PostinoServerCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = postino_server_card_dispose;

  signals[SIGNAL_CERTIFICATE_ACCEPTED] =
    g_signal_new ("certificate-accepted", POSTINO_TYPE_SERVER_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (POSTINO_TYPE_CERTIFICATE_VIEW);
  g_type_ensure (POSTINO_TYPE_DIAGNOSIS_VIEW);
  bind_template (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_server_card_init (PostinoServerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (PostinoStage stage = 0; stage < POSTINO_STAGE_DONE; stage++)
    {
      self->rows[stage] = postino_step_row_new ();
      gtk_box_append (self->steps, GTK_WIDGET (self->rows[stage]));
    }
}

PostinoServerCard *
postino_server_card_new (PostinoSide side)
{
  PostinoServerCard *self = g_object_new (POSTINO_TYPE_SERVER_CARD, NULL);
  gboolean incoming = side == POSTINO_SIDE_INCOMING;

  gtk_label_set_label (self->title, incoming ? _ ("Receiving") : _ ("Sending"));
  gtk_image_set_from_icon_name (self->icon,
                                incoming ? "mail-unread-symbolic" : "mail-send-symbolic");
  return self;
}
