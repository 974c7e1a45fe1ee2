/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-app"

#include "postino-question-bar.h"

struct _PostinoQuestionBar
{
  AdwBin parent_instance;

  GtkLabel *question;
  GtkActionable *answer;
  GtkLabel *answer_label;
};

G_DEFINE_FINAL_TYPE (PostinoQuestionBar, postino_question_bar, ADW_TYPE_BIN)

void
postino_question_bar_ask (PostinoQuestionBar *self,
                          const char *question,
                          const char *answer,
                          const char *action,
                          GVariant *target)
{
  g_return_if_fail (POSTINO_IS_QUESTION_BAR (self));

  gtk_label_set_label (self->question, question);
  gtk_label_set_text_with_mnemonic (self->answer_label, answer);
  gtk_actionable_set_action_target_value (self->answer, target);
  gtk_actionable_set_action_name (self->answer, action);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
postino_question_bar_dismiss (PostinoQuestionBar *self)
{
  g_return_if_fail (POSTINO_IS_QUESTION_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
postino_question_bar_class_init (PostinoQuestionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/question-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoQuestionBar, question);
  gtk_widget_class_bind_template_child (widget_class, PostinoQuestionBar, answer);
  gtk_widget_class_bind_template_child (widget_class, PostinoQuestionBar, answer_label);
  gtk_widget_class_bind_template_callback (widget_class, postino_question_bar_dismiss);
}

static void
postino_question_bar_init (PostinoQuestionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
