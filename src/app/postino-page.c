/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The base of all pages: the properties from which the window derives its
 * buttons, and the one operation that a page runs at a time.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-page.h"

#include "postino-online-accounts.h"

typedef struct
{
  PostinoSetup *setup;
  PostinoBackend *backend;
  GCancellable *cancellable; /* of the operation under way */

  guint n_parts; /* that are built */
  guint measured;
  gboolean built;
  gboolean prepared;
  gboolean active;
  gboolean again; /* start once more when the cancelled operation has ended */

  char *title;
  gboolean complete;
  gboolean busy;
  char *primary_label;
  gboolean suggested;
  char *secondary_label;
  gboolean secondary_sensitive;
} PostinoPagePrivate;

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
  SIGNAL_APPLIED,
  SIGNAL_GO_TO,
  SIGNAL_TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PostinoPage, postino_page, ADW_TYPE_BIN)

static PostinoPagePrivate *
priv_of (PostinoPage *self)
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

static void
build_part (PostinoPage *self)
{
  PostinoPagePrivate *priv = priv_of (self);
  PostinoPageClass *klass = POSTINO_PAGE_GET_CLASS (self);

  priv->built = klass->build == NULL || !klass->build (self, priv->n_parts++);
  if (priv->built && klass->attach != NULL)
    klass->attach (self);
}

void
postino_page_build (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  while (!priv_of (self)->built)
    build_part (self);
}

static int
measure_width (PostinoPage *self)
{
  int minimum;

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  return minimum;
}

static void
measure_height (PostinoPage *self)
{
  int width = gtk_widget_get_width (gtk_widget_get_parent (GTK_WIDGET (self)));

  gtk_widget_measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_VERTICAL,
                      MAX (width, measure_width (self)), NULL, NULL, NULL, NULL);
}

gboolean
postino_page_prepare (PostinoPage *self)
{
  g_return_val_if_fail (POSTINO_IS_PAGE (self), FALSE);

  PostinoPagePrivate *priv = priv_of (self);
  if (priv->prepared || priv->setup == NULL)
    return FALSE;

  /* The first time that text is measured in a font is by far the longest: what was built is
   * measured before the next part is, and what is measured is remembered. */
  if (priv->measured < priv->n_parts)
    {
      measure_width (self);
      priv->measured = priv->n_parts;
    }
  else if (!priv->built)
    build_part (self);
  else
    {
      measure_height (self);
      priv->prepared = TRUE;
    }
  return TRUE;
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

static void
set_busy (PostinoPage *self, gboolean busy)
{
  PostinoPagePrivate *priv = priv_of (self);

  if (priv->busy == busy)
    return;
  priv->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostinoPage *self = POSTINO_PAGE (source);
  PostinoPagePrivate *priv = priv_of (self);
  PostinoPageClass *klass = POSTINO_PAGE_GET_CLASS (self);

  if (priv->setup == NULL)
    return; /* the window was closed meanwhile */

  g_clear_object (&priv->cancellable);
  set_busy (self, FALSE);
  gboolean go_on = klass->apply_finish (self, result);

  if (priv->again)
    {
      priv->again = FALSE;
      postino_page_run (self);
    }
  else if (go_on && priv->active)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

void
postino_page_apply (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  if (priv_of (self)->complete)
    postino_page_run (self);
}

void
postino_page_run (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  PostinoPagePrivate *priv = priv_of (self);
  if (priv->busy)
    {
      priv->again = g_cancellable_is_cancelled (priv->cancellable);
      return;
    }

  priv->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  POSTINO_PAGE_GET_CLASS (self)->apply_async (self, priv->cancellable, on_applied, NULL);
}

void
postino_page_skip (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

void
postino_page_secondary (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  if (POSTINO_PAGE_GET_CLASS (self)->secondary != NULL)
    POSTINO_PAGE_GET_CLASS (self)->secondary (self);
}

void
postino_page_cancel (PostinoPage *self)
{
  g_return_if_fail (POSTINO_IS_PAGE (self));

  g_cancellable_cancel (priv_of (self)->cancellable);
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

/* A page that only has to be read goes on at once. */
static void
postino_page_real_apply_async (PostinoPage *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
postino_page_real_apply_finish (PostinoPage *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
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

  klass->apply_async = postino_page_real_apply_async;
  klass->apply_finish = postino_page_real_apply_finish;
  object_class->get_property = postino_page_get_property;
  object_class->set_property = postino_page_set_property;
  object_class->dispose = postino_page_dispose;
  object_class->finalize = postino_page_finalize;
  install_properties (object_class);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_APPLIED] =
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
