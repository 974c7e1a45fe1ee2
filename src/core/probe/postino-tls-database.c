/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Authorities of a file beside the system's. A GTlsFileDatabase stands in place
 * of the system's, so this one asks both: a chain that the system's authorities
 * don't vouch for is put to those of the file.
 *
 * It is used without a file as well: for a database of its own kind GIO reads all of
 * the system's authorities again, for each connection, before it says a word.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-probe.h"

#define POSTINO_TYPE_TLS_DATABASE (postino_tls_database_get_type ())
G_DECLARE_FINAL_TYPE (PostinoTlsDatabase, postino_tls_database, POSTINO, TLS_DATABASE, GTlsDatabase)

struct _PostinoTlsDatabase
{
  GTlsDatabase parent_instance;

  GTlsDatabase *system;
  GTlsDatabase *file;
};

G_DEFINE_FINAL_TYPE (PostinoTlsDatabase, postino_tls_database, G_TYPE_TLS_DATABASE)

/* Called from a thread of GIO's; both databases are made for that. */
static GTlsCertificateFlags
postino_tls_database_verify_chain (GTlsDatabase *database,
                                   GTlsCertificate *chain,
                                   const char *purpose,
                                   GSocketConnectable *identity,
                                   GTlsInteraction *interaction,
                                   GTlsDatabaseVerifyFlags flags,
                                   GCancellable *cancellable,
                                   GError **error)
{
  PostinoTlsDatabase *self = POSTINO_TLS_DATABASE (database);
  g_autoptr (GError) local = NULL;
  GTlsCertificateFlags by_system;
  GTlsCertificateFlags by_file;

  by_system = g_tls_database_verify_chain (self->system, chain, purpose, identity, interaction,
                                           flags, cancellable, &local);
  if (local == NULL && self->file != NULL && (by_system & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    {
      by_file = g_tls_database_verify_chain (self->file, chain, purpose, identity, interaction,
                                             flags, cancellable, &local);
      if (local == NULL && (by_file & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
        return by_file;
    }

  if (local == NULL)
    return by_system;
  g_propagate_error (error, g_steal_pointer (&local));
  return G_TLS_CERTIFICATE_GENERIC_ERROR;
}

static void
postino_tls_database_finalize (GObject *object)
{
  PostinoTlsDatabase *self = POSTINO_TLS_DATABASE (object);

  g_clear_object (&self->system);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (postino_tls_database_parent_class)->finalize (object);
}

static void
postino_tls_database_class_init (PostinoTlsDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postino_tls_database_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = postino_tls_database_verify_chain;
}

static void
postino_tls_database_init (PostinoTlsDatabase *self)
{
}

/* GnuTLS tells neither a missing file nor an empty one apart. */
static gboolean
check_file (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autolist (GTlsCertificate) certificates = g_tls_certificate_list_new_from_file (path, &local);

  if (local == NULL && certificates == NULL)
    g_set_error (&local, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "No certificate in %s", path);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return certificates != NULL;
}

GTlsDatabase *
postino_tls_database_new (const char *ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) system =
    g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_autofree char *path = ca_file != NULL ? g_canonicalize_filename (ca_file, NULL) : NULL;
  g_autoptr (GTlsDatabase) file = NULL;
  PostinoTlsDatabase *self;

  if (path != NULL && check_file (path, error))
    file = g_tls_file_database_new (path, error);
  if (path != NULL && file == NULL)
    return NULL;

  self = g_object_new (POSTINO_TYPE_TLS_DATABASE, NULL);
  self->system = g_steal_pointer (&system);
  self->file = g_steal_pointer (&file);

  return G_TLS_DATABASE (self);
}
