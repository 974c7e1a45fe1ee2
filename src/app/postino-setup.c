/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The model that the pages share. The user name for sending stands in two
 * places of the window (the account's expander and the servers' rows): the
 * former wins while it is not empty, and the latter writes both.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-setup-private.h"

enum
{
  PROP_0,
  PROP_NAME,
  PROP_ADDRESS,
  PROP_SENDING_USERNAME,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostinoSetup, postino_setup, G_TYPE_OBJECT)

void
postino_setup_emit_changed (PostinoSetup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_text (PostinoSetup *self, char **field, const char *text, int property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;

  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  postino_setup_emit_changed (self);
}

const char *
postino_setup_get_name (PostinoSetup *self)
{
  return self->name;
}

void
postino_setup_set_name (PostinoSetup *self, const char *name)
{
  set_text (self, &self->name, name, PROP_NAME);
}

const char *
postino_setup_get_address (PostinoSetup *self)
{
  return self->address;
}

void
postino_setup_set_address (PostinoSetup *self, const char *address)
{
  set_text (self, &self->address, address, PROP_ADDRESS);
}

void
postino_setup_set_sending_username (PostinoSetup *self, const char *username)
{
  set_text (self, &self->sending_username, username, PROP_SENDING_USERNAME);

  PostinoServer *server = self->servers[POSTINO_SIDE_OUTGOING];
  const PostinoServer *suggested = postino_setup_get_suggested (self, POSTINO_SIDE_OUTGOING);

  if (server != NULL && self->sending_username[0] != '\0')
    postino_setup_replace_username (server, self->sending_username);
  else if (server != NULL && suggested != NULL)
    postino_setup_replace_username (server, suggested->username);
}

PostinoAddress *
postino_setup_parse_address (PostinoSetup *self, GError **error)
{
  return postino_address_parse (self->address, error);
}

void
postino_setup_set_password (PostinoSetup *self, PostinoSide side, PostinoSecret *password)
{
  PostinoSecret *old = self->passwords[side];

  self->passwords[side] = password != NULL ? postino_secret_ref (password) : NULL;
  g_clear_pointer (&old, postino_secret_unref);
}

PostinoSecret *
postino_setup_get_password (PostinoSetup *self, PostinoSide side)
{
  if (self->passwords[side] != NULL)
    return self->passwords[side];

  return self->passwords[POSTINO_SIDE_INCOMING];
}

gboolean
postino_setup_has_sending_password (PostinoSetup *self)
{
  return self->passwords[POSTINO_SIDE_OUTGOING] != NULL;
}

void
postino_setup_forget_passwords (PostinoSetup *self)
{
  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->passwords[side], postino_secret_unref);
      g_clear_pointer (&self->passwords_before[side], postino_secret_unref);
    }
}

PostinoAccount *
postino_setup_make_account (PostinoSetup *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self, NULL);

  if (address == NULL || self->servers[0] == NULL || self->servers[1] == NULL)
    return NULL;

  return postino_account_new (self->name, address, self->servers[POSTINO_SIDE_INCOMING],
                              self->servers[POSTINO_SIDE_OUTGOING]);
}

void
postino_setup_set_result (PostinoSetup *self, const PostinoCheckResult *result)
{
  PostinoCheckResult *old = self->result;

  self->result = result != NULL ? postino_check_result_copy (result) : NULL;
  g_clear_pointer (&old, postino_check_result_free);
}

const PostinoCheckResult *
postino_setup_get_result (PostinoSetup *self)
{
  return self->result;
}

static void
take_passwords (PostinoSetup *self, PostinoSecret *const *passwords)
{
  gboolean same = postino_secret_equal (passwords[0], passwords[1]);

  postino_setup_set_password (self, POSTINO_SIDE_INCOMING, passwords[POSTINO_SIDE_INCOMING]);
  if (!same || postino_setup_has_sending_password (self))
    postino_setup_set_password (self, POSTINO_SIDE_OUTGOING, passwords[POSTINO_SIDE_OUTGOING]);
}

void
postino_setup_take_mended (PostinoSetup *self, const PostinoCheckResult *result)
{
  const PostinoAccount *account = result->account;

  if (result->mended[POSTINO_SIDE_INCOMING] == NULL
      && result->mended[POSTINO_SIDE_OUTGOING] == NULL)
    return;

  if (result->mended[POSTINO_SIDE_INCOMING] != NULL)
    postino_setup_set_server (self, POSTINO_SIDE_INCOMING, account->incoming);
  if (result->mended[POSTINO_SIDE_OUTGOING] != NULL)
    postino_setup_set_server (self, POSTINO_SIDE_OUTGOING, account->outgoing);
  take_passwords (self, result->passwords);
}

gboolean
postino_setup_get_saved (PostinoSetup *self)
{
  return self->news != NULL;
}

void
postino_setup_take_news (PostinoSetup *self, PostinoNews *news)
{
  postino_news_free (self->news);
  self->news = news;
}

const PostinoNews *
postino_setup_get_news (PostinoSetup *self)
{
  return self->news;
}

static void
set_server (PostinoSetup *self, PostinoSide side, const PostinoServer *server)
{
  PostinoServer *old = self->servers[side];

  self->servers[side] = server != NULL ? postino_server_copy (server) : NULL;
  g_clear_pointer (&old, postino_server_free);
}

/* One password is for both unless sending has its own. */
static void
take_saved_passwords (PostinoSetup *self, PostinoSecret *const passwords[2])
{
  gboolean same = passwords[1] == NULL || postino_secret_equal (passwords[0], passwords[1]);

  postino_setup_set_password (self, POSTINO_SIDE_INCOMING, passwords[0]);
  postino_setup_set_password (self, POSTINO_SIDE_OUTGOING, same ? NULL : passwords[1]);
  for (PostinoSide side = 0; side < 2; side++)
    {
      PostinoSecret *password = postino_setup_get_password (self, side);

      self->passwords_before[side] = password != NULL ? postino_secret_ref (password) : NULL;
    }
}

static void
take_settings (PostinoSetup *self, const PostinoSavedAccount *account, PostinoSettings *known)
{
  g_autofree char *address = postino_address_to_string (account->address);
  const char *sending = account->outgoing != NULL ? account->outgoing->username : NULL;
  const char *receiving = account->incoming != NULL ? account->incoming->username : NULL;

  postino_setup_clear (self);
  self->found = known;
  self->searched = postino_address_copy (account->address);
  self->domain = g_strdup (account->address->domain_ascii);
  postino_setup_set_name (self, account->name != NULL ? account->name : "");
  postino_setup_set_address (self, address);
  postino_setup_set_sending_username (
    self, sending != NULL && g_strcmp0 (sending, receiving) != 0 ? sending : "");
  set_server (self, POSTINO_SIDE_INCOMING, account->incoming);
  set_server (self, POSTINO_SIDE_OUTGOING, account->outgoing);
}

void
postino_setup_take_saved (PostinoSetup *self,
                          const PostinoSavedAccount *account,
                          PostinoSettings *known,
                          PostinoSecret *const passwords[2])
{
  take_settings (self, account, known);
  self->before = postino_saved_account_copy (account);
  take_saved_passwords (self, passwords);
}

/* Nobody said here that a password may go without encryption. */
static void
doubt (PostinoServer *server)
{
  if (server != NULL && server->security == POSTINO_SECURITY_NONE)
    server->trust = POSTINO_TRUST_UNCONFIRMED;
}

void
postino_setup_take_other (PostinoSetup *self,
                          const PostinoFoundAccount *account,
                          PostinoSettings *known,
                          PostinoSecret *const passwords[2])
{
  const PostinoSavedAccount settings = {
    .name = account->name,
    .address = account->address,
    .incoming = account->incoming,
    .outgoing = account->outgoing,
  };

  take_settings (self, &settings, known);
  for (PostinoSide side = 0; side < 2; side++)
    doubt (self->servers[side]);
  postino_setup_set_password (self, POSTINO_SIDE_INCOMING, passwords[0]);
  if (!postino_secret_equal (passwords[0], passwords[1]))
    postino_setup_set_password (self, POSTINO_SIDE_OUTGOING, passwords[1]);
}

gboolean
postino_setup_has_token (PostinoSetup *self)
{
  PostinoSecret *secret = postino_setup_get_password (self, POSTINO_SIDE_INCOMING);

  return secret != NULL && postino_secret_is_token (secret);
}

const char *
postino_setup_get_saved_id (PostinoSetup *self)
{
  return self->before != NULL ? self->before->id : NULL;
}

static gboolean
is_same_server (const PostinoServer *a, const PostinoServer *b)
{
  return a != NULL && b != NULL && postino_server_equal (a, b);
}

gboolean
postino_setup_is_as_saved (PostinoSetup *self)
{
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (self, NULL);

  if (self->before == NULL || !postino_setup_same_address (address, self->before->address)
      || !is_same_server (self->servers[0], self->before->incoming)
      || !is_same_server (self->servers[1], self->before->outgoing))
    return FALSE;
  for (PostinoSide side = 0; side < 2; side++)
    if (!postino_secret_equal (postino_setup_get_password (self, side),
                               self->passwords_before[side]))
      return FALSE;

  return TRUE;
}

void
postino_setup_clear (PostinoSetup *self)
{
  postino_setup_forget_passwords (self);
  g_clear_pointer (&self->before, postino_saved_account_free);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->servers[side], postino_server_free);
  g_clear_pointer (&self->result, postino_check_result_free);
  g_clear_pointer (&self->found, postino_settings_free);
  g_clear_pointer (&self->searched, postino_address_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->domain, g_free);
  postino_setup_take_news (self, NULL);
  postino_setup_set_name (self, "");
  postino_setup_set_address (self, "");
  postino_setup_set_sending_username (self, "");
}

static void
postino_setup_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostinoSetup *self = POSTINO_SETUP (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_SENDING_USERNAME:
      g_value_set_string (value, self->sending_username);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_setup_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostinoSetup *self = POSTINO_SETUP (object);

  switch (id)
    {
    case PROP_NAME:
      postino_setup_set_name (self, g_value_get_string (value));
      break;
    case PROP_ADDRESS:
      postino_setup_set_address (self, g_value_get_string (value));
      break;
    case PROP_SENDING_USERNAME:
      postino_setup_set_sending_username (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postino_setup_finalize (GObject *object)
{
  PostinoSetup *self = POSTINO_SETUP (object);

  postino_setup_clear (self);
  g_free (self->name);
  g_free (self->address);
  g_free (self->sending_username);

  G_OBJECT_CLASS (postino_setup_parent_class)->finalize (object);
}

static void
postino_setup_class_init (PostinoSetupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = postino_setup_get_property;
  object_class->set_property = postino_setup_set_property;
  object_class->finalize = postino_setup_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, "", flags);
  properties[PROP_SENDING_USERNAME] =
    g_param_spec_string ("sending-username", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", POSTINO_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
postino_setup_init (PostinoSetup *self)
{
  self->name = g_strdup ("");
  self->address = g_strdup ("");
  self->sending_username = g_strdup ("");
}

PostinoSetup *
postino_setup_new (void)
{
  return g_object_new (POSTINO_TYPE_SETUP, NULL);
}
