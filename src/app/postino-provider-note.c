/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A provider's own note says it best; without one the policy has a sentence.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-provider-note.h"

#include "compat.h"
#include "postino-link-button.h"
#include "postino-text.h"

#include <glib/gi18n.h>

struct _PostinoProviderNote
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *text;
  AdwBin *link;

  char *provider_id; /* what is shown, "" for nothing */
};

G_DEFINE_FINAL_TYPE (PostinoProviderNote, postino_provider_note, ADW_TYPE_BIN)

static const char *
sentence_for (PostinoPolicy policy)
{
  switch (policy)
    {
    case POSTINO_POLICY_APP_PASSWORD:
      return _ ("{provider} wants an app password here, not your usual one.");
    case POSTINO_POLICY_OAUTH:
      return _ (
        "{provider} only lets you sign in through the browser. A password can't work here, "
        "whichever it is. Add the account in Online Accounts, or in a program that signs in "
        "through the browser.");
    case POSTINO_POLICY_BRIDGE:
      return _ ("{provider} needs its helper program, running on this computer. Type the password "
                "that the helper shows, not your usual one.");
    case POSTINO_POLICY_UNSUPPORTED:
      return _ (
        "{provider} lets no mail program in, so there is nothing to set up or to test. Your "
        "mail is on its web page and in its own app.");
    case POSTINO_POLICY_PASSWORD:
    case POSTINO_POLICY_UNKNOWN:
    default:
      return _ ("Postino knows its servers.");
    }
}

/* The page that helps most with this policy. */
static const PostinoLink *
link_for (const PostinoProvider *provider)
{
  static const PostinoLinkRel order[][2] = {
    [POSTINO_POLICY_UNKNOWN] = {POSTINO_LINK_ENABLE_ACCESS, POSTINO_LINK_ENABLE_ACCESS},
    [POSTINO_POLICY_PASSWORD] = {POSTINO_LINK_ENABLE_ACCESS, POSTINO_LINK_ENABLE_ACCESS},
    [POSTINO_POLICY_APP_PASSWORD] = {POSTINO_LINK_APP_PASSWORD, POSTINO_LINK_HELP},
    [POSTINO_POLICY_OAUTH] = {POSTINO_LINK_HELP, POSTINO_LINK_SIGN_IN},
    [POSTINO_POLICY_BRIDGE] = {POSTINO_LINK_HELP, POSTINO_LINK_HELP},
    [POSTINO_POLICY_UNSUPPORTED] = {POSTINO_LINK_SIGN_IN, POSTINO_LINK_HELP},
  };

  for (guint wanted = 0; wanted < 2; wanted++)
    for (guint i = 0; i < provider->links->len; i++)
      {
        const PostinoLink *link = provider->links->pdata[i];

        if (link->rel == order[provider->policy][wanted])
          return link;
      }

  return NULL;
}

void
postino_provider_note_show (PostinoProviderNote *self, const PostinoProvider *provider)
{
  g_return_if_fail (POSTINO_IS_PROVIDER_NOTE (self));

  const char *id = provider != NULL ? provider->id : "";
  if (g_strcmp0 (id, self->provider_id) == 0)
    return;
  g_free (self->provider_id);
  self->provider_id = g_strdup (id);

  gtk_widget_set_visible (GTK_WIDGET (self), provider != NULL);
  gtk_revealer_set_reveal_child (self->revealer, provider != NULL);
  if (provider == NULL)
    return;

  const PostinoLink *link = link_for (provider);
  g_autofree char *sentence =
    postino_text_fill (sentence_for (provider->policy), "provider", provider->name, NULL);

  gtk_label_set_label (self->text, provider->note != NULL ? provider->note : sentence);
  adw_avatar_set_text (self->avatar, provider->name);
  gtk_label_set_label (self->name, provider->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  provider->name, -1);
  postino_compat_announce (GTK_WIDGET (self), gtk_label_get_label (self->text));
  adw_bin_set_child (self->link, link != NULL ? postino_link_button_new (link, FALSE) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->link), link != NULL);
}

static void
postino_provider_note_finalize (GObject *object)
{
  g_free (POSTINO_PROVIDER_NOTE (object)->provider_id);

  G_OBJECT_CLASS (postino_provider_note_parent_class)->finalize (object);
}

static void
postino_provider_note_class_init (PostinoProviderNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postino_provider_note_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/postino/Postino/provider-note.ui");
  gtk_widget_class_bind_template_child (widget_class, PostinoProviderNote, revealer);
  gtk_widget_class_bind_template_child (widget_class, PostinoProviderNote, avatar);
  gtk_widget_class_bind_template_child (widget_class, PostinoProviderNote, name);
  gtk_widget_class_bind_template_child (widget_class, PostinoProviderNote, text);
  gtk_widget_class_bind_template_child (widget_class, PostinoProviderNote, link);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postino_provider_note_init (PostinoProviderNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->provider_id = g_strdup ("");
}
