/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A whole file takes the place of the one before (written beside it and renamed),
 * so that whoever is killed at any moment leaves one that can be read. It is small
 * enough to be written at once: a thread could not be waited for by a process
 * that ends.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-draft.h"

#include "postino-state-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* As long as a person would not notice, and longer than between two keys. */
#define PAUSE_MS 300

/* Nothing that was typed is longer. */
#define MAX_SIZE 65536

#define ACCOUNT "Account"

static const char *const groups[] = {"Incoming", "Outgoing"};

struct _PostinoDraft
{
  PostinoSetup *setup;
  char *path;
  char *beside;
  guint pause_id;
  gboolean on_servers;
};

static void
set_server (GKeyFile *file, const char *group, const PostinoServer *server)
{
  if (server == NULL || server->source != POSTINO_SOURCE_MANUAL)
    return;

  g_key_file_set_string (file, group, "Protocol",
                         postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, server->protocol));
  g_key_file_set_string (file, group, "Host", server->host);
  g_key_file_set_integer (file, group, "Port", server->port);
  g_key_file_set_string (file, group, "Security",
                         postino_enum_to_nick (POSTINO_TYPE_SECURITY, server->security));
  if (server->username != NULL)
    g_key_file_set_string (file, group, "Username", server->username);
}

static gboolean
is_empty (PostinoSetup *setup)
{
  return postino_setup_get_name (setup)[0] == '\0' && postino_setup_get_address (setup)[0] == '\0';
}

/* "" where there is nothing worth keeping: what is in the keyring as it is, is there. */
static char *
to_text (PostinoDraft *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *username = NULL;

  g_object_get (self->setup, "sending-username", &username, NULL);
  if (is_empty (self->setup) || postino_setup_is_as_saved (self->setup))
    return g_strdup ("");

  g_key_file_set_string (file, ACCOUNT, "Name", postino_setup_get_name (self->setup));
  g_key_file_set_string (file, ACCOUNT, "Address", postino_setup_get_address (self->setup));
  g_key_file_set_string (file, ACCOUNT, "SendingUsername", username);
  g_key_file_set_boolean (file, ACCOUNT, "OnServers", self->on_servers);
  for (int side = 0; side < 2; side++)
    set_server (file, groups[side], postino_setup_get_server (self->setup, side));

  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = TEMP_FAILURE_RETRY (write (fd, text, length));

      if (written < 0)
        return FALSE;
      text += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static void
replace_file (PostinoDraft *self, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_mkdir_with_parents (folder, 0700);
  int fd =
    g_open (self->beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0)
    return;

  gboolean whole = fchmod (fd, S_IRUSR | S_IWUSR) == 0 && write_all (fd, text, strlen (text));
  if (!g_close (fd, NULL) || !whole || g_rename (self->beside, self->path) != 0)
    g_unlink (self->beside);
}

static void
remove_file (PostinoDraft *self)
{
  g_unlink (self->path);
  g_unlink (self->beside);
}

static void
save (PostinoDraft *self)
{
  g_autofree char *text = to_text (self);

  if (text[0] != '\0')
    replace_file (self, text);
  else
    remove_file (self);
}

static gboolean
on_pause_over (gpointer user_data)
{
  PostinoDraft *self = user_data;

  self->pause_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

/* Also while somebody goes on typing. */
static void
save_soon (PostinoDraft *self)
{
  if (self->pause_id == 0)
    self->pause_id = g_timeout_add (PAUSE_MS, on_pause_over, self);
}

static gboolean
get_enum (GKeyFile *file, const char *group, const char *key, GType type, int *value)
{
  g_autofree char *nick = g_key_file_get_string (file, group, key, NULL);

  return nick != NULL && postino_enum_from_nick (type, nick, value);
}

static gboolean
fits (PostinoSide side, int protocol)
{
  return (side == POSTINO_SIDE_OUTGOING) == (protocol == POSTINO_PROTOCOL_SMTP);
}

static void
restore_server (PostinoDraft *self, GKeyFile *file, PostinoSide side)
{
  const char *group = groups[side];
  g_autofree char *host = g_key_file_get_string (file, group, "Host", NULL);
  g_autofree char *username = g_key_file_get_string (file, group, "Username", NULL);
  g_autofree char *ascii = host != NULL ? postino_domain_to_ascii (host) : NULL;
  int port = g_key_file_get_integer (file, group, "Port", NULL);
  int protocol, security;

  if (ascii == NULL || port < 1 || port > G_MAXUINT16
      || !get_enum (file, group, "Protocol", POSTINO_TYPE_PROTOCOL, &protocol)
      || !get_enum (file, group, "Security", POSTINO_TYPE_SECURITY, &security)
      || !fits (side, protocol))
    return;

  g_autoptr (PostinoServer) server =
    postino_server_new (protocol, host, (guint16) port, security, username);
  postino_setup_restore_server (self->setup, side, server);
}

static GKeyFile *
load (PostinoDraft *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GStatBuf status;

  if (g_stat (self->path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_SIZE
      || !g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_steal_pointer (&file);
}

gboolean
postino_draft_restore (PostinoDraft *self)
{
  g_autoptr (GKeyFile) file = load (self);

  if (file == NULL)
    return FALSE;
  g_autofree char *name = g_key_file_get_string (file, ACCOUNT, "Name", NULL);
  g_autofree char *address = g_key_file_get_string (file, ACCOUNT, "Address", NULL);
  g_autofree char *username = g_key_file_get_string (file, ACCOUNT, "SendingUsername", NULL);
  if (name == NULL || address == NULL || (name[0] == '\0' && address[0] == '\0'))
    return FALSE;

  self->on_servers = g_key_file_get_boolean (file, ACCOUNT, "OnServers", NULL);
  postino_setup_set_name (self->setup, name);
  postino_setup_set_address (self->setup, address);
  for (PostinoSide side = 0; side < 2; side++)
    restore_server (self, file, side);
  postino_setup_set_sending_username (self->setup, username);
  return TRUE;
}

gboolean
postino_draft_get_on_servers (PostinoDraft *self)
{
  return self->on_servers;
}

void
postino_draft_set_on_servers (PostinoDraft *self, gboolean on_servers)
{
  if (self->on_servers == on_servers)
    return;
  self->on_servers = on_servers;
  save_soon (self);
}

void
postino_draft_forget (PostinoDraft *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->on_servers = FALSE;
  remove_file (self);
}

PostinoDraft *
postino_draft_new (PostinoSetup *setup)
{
  PostinoDraft *self = g_new0 (PostinoDraft, 1);

  self->setup = g_object_ref (setup);
  self->path = postino_state_file_get_path (POSTINO_DRAFT_FILE);
  self->beside = g_strconcat (self->path, ".new", NULL);
  g_signal_connect_swapped (setup, "changed", G_CALLBACK (save_soon), self);

  return self;
}

void
postino_draft_free (PostinoDraft *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->setup, self);
  if (self->pause_id != 0)
    {
      g_clear_handle_id (&self->pause_id, g_source_remove);
      save (self);
    }
  g_object_unref (self->setup);
  g_free (self->path);
  g_free (self->beside);
  g_free (self);
}
