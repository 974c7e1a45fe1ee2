/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "probe-fixture.h"

#include <glib/gstdio.h>

/* Who has not got there by then hangs. */
#define PATIENCE_MS 25000

static char *certificates;

/* The resolver */

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
on_lookup_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
}

static void
never_answer (GTask *task)
{
  g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (on_lookup_cancelled),
                         g_object_ref (task), g_object_unref);
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
test_resolver_lookup_with_flags_async (GResolver *resolver,
                                       const char *host,
                                       GResolverNameLookupFlags flags,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (g_str_equal (host, HOST_NO_ANSWER))
    never_answer (task);
  else if (g_str_equal (host, HOST_DNS_FAILURE))
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE,
                             "SERVFAIL");
  else if ((g_str_equal (host, HOST_DUAL) || g_str_equal (host, HOST_IPV6))
           && flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    g_task_return_pointer (task,
                           g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6)),
                           free_addresses);
  else if (g_str_equal (host, HOST_NOT_FOUND) || g_str_equal (host, HOST_IPV6)
           || (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY))
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "NXDOMAIN");
  else
    g_task_return_pointer (task,
                           g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)),
                           free_addresses);
}

static void
test_resolver_lookup_async (GResolver *resolver,
                            const char *host,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  test_resolver_lookup_with_flags_async (resolver, host, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                         cancellable, callback, user_data);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = test_resolver_lookup_async;
  resolver_class->lookup_by_name_finish = test_resolver_lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* The network monitor */

#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;
};

static gboolean online = TRUE;
static GNetworkConnectivity connectivity = G_NETWORK_CONNECTIVITY_FULL;

static gboolean
test_monitor_initable_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
test_monitor_initable_iface_init (GInitableIface *iface)
{
  iface->init = test_monitor_initable_init;
}

static void
test_monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor,
                               test_monitor,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      test_monitor_initable_iface_init)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                        test_monitor_iface_init))

enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
};

static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, online ? connectivity : G_NETWORK_CONNECTIVITY_LOCAL);
  else
    g_value_set_boolean (value, id == PROP_NETWORK_AVAILABLE && online);
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static void
replace_network_monitor (void)
{
  /* GIO registers it too, when it needs it first: asking for anything else of GIO may make
   * it look for a monitor already. */
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test",
                                  G_MAXINT);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (g_network_monitor_get_default (), TEST_TYPE_MONITOR));
}

void
probe_fixture_set_online (gboolean value)
{
  online = value;
}

void
probe_fixture_set_connectivity (GNetworkConnectivity value)
{
  connectivity = value;
}

/* The certificates */

static void
make_certificates (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "make-certificates", NULL);
  const char *argv[] = {script, NULL, HOST, NULL};
  g_autoptr (GError) error = NULL;
  int status = 0;

  certificates = g_dir_make_tmp ("postino-probe-XXXXXX", &error);
  g_assert_no_error (error);
  argv[1] = certificates;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
remove_certificates (void)
{
  const char *argv[] = {"rm", "-r", certificates, NULL};

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  g_clear_pointer (&certificates, g_free);
}

char *
probe_fixture_certificate (const char *name)
{
  return g_strdup_printf ("%s/%s.pem", certificates, name);
}

GTlsDatabase *
probe_fixture_trust (void)
{
  g_autofree char *file = probe_fixture_certificate ("ca");
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database = postino_tls_database_new (file, &error);

  g_assert_no_error (error);
  return database;
}

void
probe_fixture_trust_few (void)
{
  g_autofree char *file = probe_fixture_certificate ("ca");
  g_autoptr (GTlsDatabase) few = g_tls_file_database_new (file, NULL);

  g_assert_nonnull (few);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), few);
}

guint16
probe_fixture_fill_backlog (GPtrArray *crowd, const char *host, guint16 port)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocketFamily family = g_socket_address_get_family (wanted);
  GSocket *listener = g_socket_new (family, G_SOCKET_TYPE_STREAM, 0, NULL);

  if (listener == NULL || !g_socket_bind (listener, wanted, FALSE, NULL))
    {
      g_clear_object (&listener);
      return 0;
    }

  g_ptr_array_add (crowd, listener);
  g_socket_set_listen_backlog (listener, 1);
  g_socket_listen (listener, NULL);
  bound = g_socket_get_local_address (listener, NULL);
  for (int i = 0; i < 4; i++)
    {
      GSocket *one = g_socket_new (family, G_SOCKET_TYPE_STREAM, 0, NULL);

      g_socket_set_blocking (one, FALSE);
      g_socket_connect (one, bound, NULL, NULL);
      g_ptr_array_add (crowd, one);
    }
  g_usleep (50 * 1000);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

void
probe_fixture_replace_network (void)
{
  g_autoptr (GResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  g_resolver_set_default (resolver);
  replace_network_monitor ();
}

int
probe_fixture_run_tests (void)
{
  int status;

  /* A table tells about all of its rows. */
  g_test_set_nonfatal_assertions ();
  probe_fixture_replace_network ();
  make_certificates ();
  status = g_test_run ();
  remove_certificates ();

  return status;
}

/* The probe */

static void
on_probe_step (Outcome *outcome, int stage, int state)
{
  static const char marks[] = {'>', '+', '!'};

  g_string_append_printf (outcome->steps, "%s%s%c", outcome->steps->len > 0 ? " " : "",
                          postino_enum_to_nick (POSTINO_TYPE_STAGE, stage), marks[state]);
}

static void
on_probe_line (Outcome *outcome, int direction, const char *text)
{
  g_string_append_printf (outcome->lines, "%s %s\n", direction == 0 ? "S:" : "C:", text);
}

static void
on_probe_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->report = postino_probe_run_finish (POSTINO_PROBE (source), result, &outcome->error);
  outcome->ended = g_get_monotonic_time ();
  outcome->over = TRUE;
}

void
probe_fixture_start (Outcome *outcome, const Settings *settings)
{
  g_autoptr (PostinoServer) server =
    postino_server_new (settings->protocol, settings->host != NULL ? settings->host : HOST,
                        settings->port, settings->security, "ada");
  g_autoptr (PostinoAddress) address = postino_address_parse ("ada@example.org", NULL);
  g_autoptr (PostinoSecret) password = postino_secret_new (PASSWORD);
  g_autoptr (PostinoProbe) probe = NULL;

  server->trust = settings->trust_host;
  server->pinned = g_strdup (settings->pinned);
  probe = postino_probe_new (server, address, password);
  *outcome = (Outcome){.lines = g_string_new (NULL), .steps = g_string_new (NULL)};
  g_signal_connect_swapped (probe, "step", G_CALLBACK (on_probe_step), outcome);
  g_signal_connect_swapped (probe, "line", G_CALLBACK (on_probe_line), outcome);
  postino_probe_set_timeout (probe, settings->timeout_ms != 0 ? settings->timeout_ms : 60000);
  postino_probe_set_trust (probe, settings->trust);
  postino_probe_set_strict_name (probe, settings->strict_name);
  outcome->begun = g_get_monotonic_time ();
  postino_probe_run_async (probe, settings->cancellable, on_probe_over, outcome);
}

void
probe_fixture_wait (Outcome *outcome)
{
  while (!outcome->over)
    g_main_context_iteration (NULL, TRUE);
}

void
probe_fixture_run (Outcome *outcome, const Settings *settings)
{
  probe_fixture_start (outcome, settings);
  probe_fixture_wait (outcome);
}

gboolean
probe_fixture_is_too_early (Outcome *outcome,
                            guint *timeout_ms,
                            PostinoStage stage,
                            PostinoFinding finding)
{
  const PostinoReport *report = outcome->report;

  if (report->finding != POSTINO_FINDING_TIMED_OUT || *timeout_ms >= PATIENCE_MS
      || (report->finding == finding && report->stage == stage))
    return FALSE;

  outcome_clear (outcome);
  *outcome = (Outcome){0};
  *timeout_ms *= 2;
  return TRUE;
}

void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->report, postino_report_free);
  g_clear_error (&outcome->error);
  g_string_free (outcome->lines, TRUE);
  g_string_free (outcome->steps, TRUE);
}
