/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsoup does HTTP. Redirects are followed here, since libsoup would follow one
 * from HTTPS to HTTP; the body is read in pieces, since its length is the server's
 * claim.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "config.h"

#include "postino-fetch.h"

#include "postino-trust.h"
#include "postino-web-clock.h"

#include <string.h>

#define PIECE (16 * 1024)

G_DEFINE_QUARK (postino - fetch - error - quark, postino_fetch_error)

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  PostinoAddress *address;
  guint redirects;
  GByteArray *body;
} Fetch;

static void send_request (GTask *task, GUri *uri);

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->session);
  g_clear_object (&fetch->message);
  postino_address_free (fetch->address);
  g_byte_array_unref (fetch->body);
  g_free (fetch);
}

SoupSession *
postino_fetch_session_new (GTlsDatabase *trust)
{
  SoupSession *session = soup_session_new ();

  soup_session_set_user_agent (session, "Postino/" PACKAGE_VERSION);
  if (trust != NULL)
    soup_session_set_tls_database (session, trust);

  return session;
}

static gboolean
is_https (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL;
}

/* The redirects. */

static gboolean
mentions (const PostinoAddress *address, const char *text)
{
  g_autofree char *plain = text != NULL ? g_uri_unescape_string (text, NULL) : NULL;
  g_autofree char *lower = plain != NULL ? g_utf8_strdown (plain, -1) : NULL;
  g_autofree char *ascii = g_strconcat ("@", address->domain_ascii, NULL);
  g_autofree char *human = g_strconcat ("@", address->domain, NULL);

  return text != NULL
         && (lower == NULL || strstr (lower, ascii) != NULL || strstr (lower, human) != NULL);
}

static char *
drop_address (const PostinoAddress *address, const char *query)
{
  g_auto (GStrv) parameters = g_strsplit (query, "&", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **parameter = parameters; *parameter != NULL; parameter++)
    if (!mentions (address, *parameter))
      g_ptr_array_add (kept, *parameter);
  g_ptr_array_add (kept, NULL);

  return kept->len > 1 ? g_strjoinv ("&", (char **) kept->pdata) : NULL;
}

/* Strangers are told the domain at most, whoever sends us to them. */
static GUri *
keep_private (const PostinoAddress *address, GUri *uri, GError **error)
{
  const char *query = g_uri_get_query (uri);
  g_autofree char *ascii = postino_domain_to_ascii (g_uri_get_host (uri));

  if (ascii == NULL || mentions (address, g_uri_get_path (uri)) || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, POSTINO_FETCH_ERROR, POSTINO_FETCH_ERROR_REDIRECT,
                           "The redirect carries the address along");
      return NULL;
    }
  if (query == NULL || postino_is_own_host (address, ascii))
    return g_uri_ref (uri);

  g_autofree char *rest = drop_address (address, query);
  return g_uri_build (SOUP_HTTP_URI_FLAGS, "https", NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), g_uri_get_path (uri), rest, NULL);
}

static GUri *
find_next (Fetch *fetch, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri) next = NULL;

  if (location != NULL && fetch->redirects < POSTINO_FETCH_MAX_REDIRECTS)
    next = g_uri_parse_relative (soup_message_get_uri (fetch->message), location,
                                 SOUP_HTTP_URI_FLAGS, NULL);
  if (next == NULL || !is_https (next))
    {
      g_set_error (error, POSTINO_FETCH_ERROR, POSTINO_FETCH_ERROR_REDIRECT,
                   "Not redirected to “%s”", location != NULL ? location : "");
      return NULL;
    }

  return keep_private (fetch->address, next, error);
}

static void
follow (GTask *redirected)
{
  g_autoptr (GTask) task = redirected;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) next = find_next (fetch, &error);

  fetch->redirects++;
  if (next != NULL)
    send_request (g_steal_pointer (&task), next);
  else
    g_task_return_error (task, error);
}

/* The body. */

static void read_piece (GTask *task, GInputStream *stream);

static void
on_piece_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (source);
  GError *error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (stream, result, &error);

  if (piece == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_bytes_get_size (piece) == 0)
    {
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (fetch->body)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }

  g_byte_array_append (fetch->body, g_bytes_get_data (piece, NULL),
                       (guint) g_bytes_get_size (piece));
  if (fetch->body->len > POSTINO_FETCH_MAX_SIZE)
    g_task_return_new_error (task, POSTINO_FETCH_ERROR, POSTINO_FETCH_ERROR_TOO_LARGE,
                             "The document is longer than %d bytes", POSTINO_FETCH_MAX_SIZE);
  else
    read_piece (g_steal_pointer (&task), stream);
}

static void
read_piece (GTask *task, GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, PIECE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   on_piece_read, task);
}

/* The request. */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream =
    soup_session_send_finish (SOUP_SESSION (source), result, &error);
  SoupStatus status = soup_message_get_status (fetch->message);

  if (stream != NULL)
    postino_web_clock_note (fetch->session, fetch->message);
  if (stream == NULL)
    g_task_return_error (task, error);
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    follow (g_steal_pointer (&task));
  else if (status != SOUP_STATUS_OK)
    g_task_return_new_error (task, POSTINO_FETCH_ERROR, POSTINO_FETCH_ERROR_STATUS, "Status %u",
                             (guint) status);
  else
    read_piece (g_steal_pointer (&task), stream);
}

static void
send_request (GTask *task, GUri *uri)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_clear_object (&fetch->message);
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_set_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (fetch->message, SOUP_TYPE_AUTH_MANAGER);
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), on_answered, task);
}

void
postino_fetch_async (SoupSession *session,
                     const char *uri,
                     const PostinoAddress *address,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (SOUP_IS_SESSION (session) && uri != NULL && address != NULL);

  GTask *task = g_task_new (session, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, &error);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, postino_fetch_async);
  fetch->session = g_object_ref (session);
  fetch->address = postino_address_copy (address);
  fetch->body = g_byte_array_new ();
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  if (parsed != NULL)
    {
      g_return_if_fail (is_https (parsed));
      send_request (task, parsed);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

GBytes *
postino_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
