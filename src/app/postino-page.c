/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of all pages: the properties from which the window derives its
 * buttons. postino-page-build.c makes what a page shows, and postino-page-work.c does
 * what it is for.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-page-private.h"

#include "postino-online-accounts.h"

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_COMPLETE,
  PROP_BUSY,
  PROP_PRIMARY_LABEL,
  PROP_SECONDARY_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GO_TO,
  SIGNAL_TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PostinoPage, postino_page, ADW_TYPE_BIN)

PostinoPagePrivate *
postino_page_get_private (PostinoPage *self)
{
  return postino_page_get_instance_private (self);
}

void
postino_page_attach (PostinoPage *self, PostinoSetup *setup, PostinoBackend *backend)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));
  g_return_if_fail (POSTINO_IS_SETUP (setup));
  g_return_if_fail (POSTINO_IS_BACKEND (backend));

  PostinoPagePrivate *priv = priv_of (self);
  g_set_object (&priv->setup, setup);
  g_set_object (&priv->backend, backend);
  if (POSTINO_PAGE_GET_CLASS (self)->build == NULL)
    postino_page_build (self);
}

void
postino_page_shown (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  priv_of (self)->active = TRUE;
  priv_of (self)->prepared = TRUE;
  if (POSTINO_PAGE_GET_CLASS (self)->shown != NULL)
    POSTINO_PAGE_GET_CLASS (self)->shown (self);
}

void
postino_page_left (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  priv_of (self)->active = FALSE;
  priv_of (self)->again = FALSE;
  postino_page_cancel (self);
}

gboolean
postino_page_is_active (PostinoPage *self)
{
  return priv_of (self)->active;
}

void
postino_page_returned (PostinoPage *self, PostinoLinkRel rel)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  if (POSTINO_PAGE_GET_CLASS (self)->returned != NULL)
    POSTINO_PAGE_GET_CLASS (self)->returned (self, rel);
}

gboolean
postino_page_focus_field (PostinoPage *self, PostinoField field)
{
  g_return_val_if_fail (POSTINO_IS_PAGE (self), FALSE);

  PostinoPageClass *klass = POSTINO_PAGE_GET_CLASS (self);
  return klass->focus_field != NULL && klass->focus_field (self, field);
}

void
postino_page_secondary (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  if (POSTINO_PAGE_GET_CLASS (self)->secondary != NULL)
    POSTINO_PAGE_GET_CLASS (self)->secondary (self);
}

PostinoSetup *
postino_page_get_setup (PostinoPage *self)
{
  return priv_of (self)->setup;
}

PostinoBackend *
postino_page_get_backend (PostinoPage *self)
{
  return priv_of (self)->backend;
}

const char *
postino_page_get_title (PostinoPage *self)
{
  return priv_of (self)->title;
}

gboolean
postino_page_get_complete (PostinoPage *self)
{
  return priv_of (self)->complete;
}

void
postino_page_set_complete (PostinoPage *self, gboolean complete)
{
  PostinoPagePrivate *priv = priv_of (self);

  if (priv->complete == complete)
    return;
  priv->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
postino_page_get_busy (PostinoPage *self)
{
  return priv_of (self)->busy;
}

static void
set_text (PostinoPage *self, char **field, const char *text, int property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;

  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

const char *
postino_page_get_primary (PostinoPage *self, gboolean *suggested)
{
  *suggested = priv_of (self)->suggested;
  return priv_of (self)->primary_label;
}

const char *
postino_page_get_secondary (PostinoPage *self, gboolean *sensitive)
{
  *sensitive = priv_of (self)->secondary_sensitive;
  return priv_of (self)->secondary_label;
}

void
postino_page_set_primary (PostinoPage *self, const char *label, gboolean suggested)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  priv_of (self)->suggested = suggested;
  set_text (self, &priv_of (self)->primary_label, label, PROP_PRIMARY_LABEL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
postino_page_set_secondary (PostinoPage *self, const char *label, gboolean sensitive)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  priv_of (self)->secondary_sensitive = sensitive;
  set_text (self, &priv_of (self)->secondary_label, label, PROP_SECONDARY_LABEL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
postino_page_go_to (PostinoPage *self, PostinoField field)
{
  g_signal_emit (self, signals[SIGNAL_GO_TO], 0, field);
}

void
postino_page_toast (PostinoPage *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, text);
}

const char *
postino_page_get_sign_in (PostinoPage *self)
{
  g_return_val_if_fail (POSTINO_IS_PAGE (self), NULL);

  g_autoptr (PostinoAddress) address = postino_setup_parse_address (priv_of (self)->setup, NULL);

  return postino_backend_get_sign_in (priv_of (self)->backend, address);
}

void
postino_page_use_online_accounts (PostinoPage *self, const char *sign_in)
{
  g_autoptr (GError) error = NULL;

  if (sign_in != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.test-found", "s", sign_in);
  else if (!postino_online_accounts_open (GTK_WIDGET (self), &error))
    postino_page_toast (self, error->message);
}

static void
postino_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoPagePrivate *priv = priv_of (POSTINO_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, priv->complete);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, priv->busy);
      break;
    case PROP_PRIMARY_LABEL:
      g_value_set_string (value, priv->primary_label);
      break;
    case PROP_SECONDARY_LABEL:
      g_value_set_string (value, priv->secondary_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoPage *self = POSTINO_PAGE (object);
  PostinoPagePrivate *priv = priv_of (self);

  switch (id)
    {
    case PROP_TITLE:
      set_text (self, &priv->title, g_value_get_string (value), PROP_TITLE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      priv->title, -1);
      break;
    case PROP_COMPLETE:
      postino_page_set_complete (self, g_value_get_boolean (value));
      break;
    case PROP_PRIMARY_LABEL:
      set_text (self, &priv->primary_label, g_value_get_string (value), PROP_PRIMARY_LABEL);
      break;
    case PROP_SECONDARY_LABEL:
      set_text (self, &priv->secondary_label, g_value_get_string (value), PROP_SECONDARY_LABEL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_page_dispose (GObject *object)
{
  PostinoPagePrivate *priv = priv_of (POSTINO_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->setup);
  g_clear_object (&priv->backend);

  G_OBJECT_CLASS (postino_page_parent_class)->dispose (object);
}

static void
postino_page_finalize (GObject *object)
{
  PostinoPagePrivate *priv = priv_of (POSTINO_PAGE (object));

  g_free (priv->title);
  g_free (priv->primary_label);
  g_free (priv->secondary_label);

  G_OBJECT_CLASS (postino_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRIMARY_LABEL] = g_param_spec_string ("primary-label", NULL, NULL, NULL, flags);
  properties[PROP_SECONDARY_LABEL] =
    g_param_spec_string ("secondary-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postino_page_class_init (PostinoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  klass->apply_async = postino_page_pass_async;
  klass->apply_finish = postino_page_pass_finish;
  object_class->get_property = postino_page_get_property;
  object_class->set_property = postino_page_set_property;
  object_class->dispose = postino_page_dispose;
  object_class->finalize = postino_page_finalize;
  install_properties (object_class);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("applied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GO_TO] = g_signal_new ("go-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
postino_page_init (PostinoPage *self)
{
  PostinoPagePrivate *priv = priv_of (self);

  priv->suggested = TRUE;
  priv->secondary_sensitive = TRUE;
}
