/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A failed handshake read from its bytes (RFC 8446 sections 4.1.3, 5.1 and 6;
 * the layout is that of TLS 1.0 to 1.3), and a certificate put into words
 * through GnuTLS, which shows more of it than GIO does.
 */
#define G_LOG_DOMAIN "postino-probe"

#include "postino-tls-evidence.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define RECORD_ALERT                 21
#define ALERT_FATAL                  2
#define RECORD_HANDSHAKE             22
#define RECORD_HEADER                5
#define HANDSHAKE_SERVER_HELLO       2
#define HELLO_RANDOM                 32
#define EXTENSION_SUPPORTED_VERSIONS 43
#define TLS_1_2                      0x0303

typedef enum
{
  ALERT_HANDSHAKE_FAILURE = 40,
  ALERT_PROTOCOL_VERSION = 70,
  ALERT_INSUFFICIENT_SECURITY = 71,
  ALERT_INAPPROPRIATE_FALLBACK = 86,
} Alert;

gboolean
postino_bytes_are_tls (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (size == 0 || (data[0] != RECORD_ALERT && data[0] != RECORD_HANDSHAKE))
    return FALSE;

  return size == 1 || data[1] == 3;
}

gboolean
postino_bytes_are_text (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  for (gsize i = 0; i < MIN (size, 32); i++)
    if ((data[i] < ' ' && strchr ("\t\r\n", data[i]) == NULL) || data[i] == 0x7f || data[i] == 0)
      return FALSE;

  return size > 0;
}

/* The fatal alert that stands in clear among the first records, or -1. */
static int
find_alert (const guint8 *data, gsize size)
{
  gsize at = 0;

  while (at + RECORD_HEADER + 2 <= size && data[at + 1] == 3)
    {
      gsize length = ((gsize) data[at + 3] << 8) | data[at + 4];

      if (data[at] == RECORD_ALERT && length == 2 && data[at + RECORD_HEADER] == ALERT_FATAL)
        return data[at + RECORD_HEADER + 1];
      at += RECORD_HEADER + length;
    }

  return -1;
}

/* Two bytes in network order. */
static guint
read_16 (const guint8 *data)
{
  return ((guint) data[0] << 8) | data[1];
}

typedef struct
{
  guint version;
  guint8 cipher[2];
} Hello;

/* From TLS 1.3 on, the version stands in an extension (RFC 8446 section 4.2.1). */
static guint
find_supported_version (const guint8 *data, const guint8 *end)
{
  while (end - data >= 6)
    {
      if (read_16 (data) == EXTENSION_SUPPORTED_VERSIONS)
        return read_16 (data + 4);
      data += MIN (4 + (gssize) read_16 (data + 2), end - data);
    }

  return 0;
}

/* What a ServerHello in clear has chosen; a version of 0 where there is none. */
static Hello
read_hello (const guint8 *data, gsize size)
{
  const guint8 *end;
  const guint8 *at;
  Hello hello = {0};
  guint later;

  /* A warning ("unrecognized name") may come first. */
  for (; size >= RECORD_HEADER + 2 && data[0] == RECORD_ALERT; size -= RECORD_HEADER + 2)
    data += RECORD_HEADER + 2;
  if (size < RECORD_HEADER + 6 || data[0] != RECORD_HANDSHAKE
      || data[RECORD_HEADER] != HANDSHAKE_SERVER_HELLO)
    return hello;

  end = data + size;
  at = data + RECORD_HEADER + 4;
  hello.version = read_16 (at);
  if (end - at <= 2 + HELLO_RANDOM)
    return hello;

  at += 2 + HELLO_RANDOM;
  if (end - at < 1 + *at + 5)
    return hello;

  at += 1 + *at;
  memcpy (hello.cipher, at, 2);
  later = find_supported_version (at + 5, end);
  if (later != 0)
    hello.version = later;

  return hello;
}

static gboolean
shows_no_common_version (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  guint version = read_hello (data, size).version;

  switch (find_alert (data, size))
    {
    case ALERT_HANDSHAKE_FAILURE:
    case ALERT_PROTOCOL_VERSION:
    case ALERT_INSUFFICIENT_SECURITY:
    case ALERT_INAPPROPRIATE_FALLBACK:
      return TRUE;
    default:
      return version != 0 && version < TLS_1_2;
    }
}

static gboolean
shows_alert (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return find_alert (data, size) >= 0;
}

PostinoFinding
postino_tls_judge_failure (const GError *error, GBytes *bytes, PostinoClosing closing)
{
  if (postino_bytes_are_text (bytes))
    return POSTINO_FINDING_PLAIN_TEXT;
  if (shows_no_common_version (bytes))
    return POSTINO_FINDING_TLS_TOO_OLD;
  if (shows_alert (bytes))
    return POSTINO_FINDING_ERROR;
  if (closing != POSTINO_CLOSING_NONE
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
      || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return POSTINO_FINDING_CLOSED;

  return POSTINO_FINDING_ERROR;
}

static const char *
version_name (guint version)
{
  switch (version)
    {
    case 0x0300:
      return "SSL 3.0";
    case 0x0301:
      return "TLS 1.0";
    case 0x0302:
      return "TLS 1.1";
    case 0x0303:
      return "TLS 1.2";
    case 0x0304:
      return "TLS 1.3";
    default:
      return "TLS";
    }
}

static const char *
cipher_name (const guint8 *id)
{
  guint8 candidate[2];
  const char *name;

  for (size_t i = 0;
       (name = gnutls_cipher_suite_info (i, candidate, NULL, NULL, NULL, NULL)) != NULL; i++)
    if (memcmp (candidate, id, sizeof candidate) == 0)
      return name;

  return NULL;
}

/* Takes what GnuTLS allocated. */
static char *
take_name (int code, gnutls_datum_t *datum)
{
  char *name = code >= 0 ? g_strndup ((const char *) datum->data, datum->size) : NULL;

  if (code >= 0)
    gnutls_free (datum->data);

  return name;
}

static char *
alternative_name (const char *bytes, gsize size, guint type)
{
  char address[INET6_ADDRSTRLEN];

  /* A NUL inside a name would hide what stands behind it. */
  if (type == GNUTLS_SAN_DNSNAME)
    return memchr (bytes, '\0', size) == NULL ? g_strndup (bytes, size) : NULL;
  if (type != GNUTLS_SAN_IPADDRESS || (size != 4 && size != 16))
    return NULL;

  return g_strdup (inet_ntop (size == 4 ? AF_INET : AF_INET6, bytes, address, sizeof address));
}

static void
add_common_name (gnutls_x509_crt_t crt, GPtrArray *names)
{
  char name[256];
  size_t size = sizeof name;

  if (gnutls_x509_crt_get_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0)
    g_ptr_array_add (names, g_strdup (name));
}

static char **
names_of (gnutls_x509_crt_t crt)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  int code = 0;

  for (guint i = 0; code != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE; i++)
    {
      char bytes[512];
      size_t size = sizeof bytes;
      char *name;

      code = gnutls_x509_crt_get_subject_alt_name (crt, i, bytes, &size, NULL);
      name = code >= 0 ? alternative_name (bytes, size, (guint) code) : NULL;
      if (name != NULL)
        g_ptr_array_add (names, name);
      else if (code < 0 && code != GNUTLS_E_SHORT_MEMORY_BUFFER)
        break;
    }

  if (names->len == 0)
    add_common_name (crt, names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}

static void
describe (PostinoTlsInfo *info, gnutls_x509_crt_t crt)
{
  gnutls_datum_t datum = {NULL, 0};

  info->subject = take_name (gnutls_x509_crt_get_dn3 (crt, &datum, 0), &datum);
  info->issuer = take_name (gnutls_x509_crt_get_issuer_dn3 (crt, &datum, 0), &datum);
  info->names = names_of (crt);
  info->not_before = g_date_time_new_from_unix_utc (gnutls_x509_crt_get_activation_time (crt));
  info->not_after = g_date_time_new_from_unix_utc (gnutls_x509_crt_get_expiration_time (crt));
}

char *
postino_certificate_get_sha256 (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

PostinoTlsInfo *
postino_tls_info_new (GTlsCertificate *certificate, GBytes *bytes)
{
  PostinoTlsInfo *info = g_new0 (PostinoTlsInfo, 1);
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  Hello hello = read_hello (data, size);
  g_autoptr (GByteArray) der = NULL;
  gnutls_x509_crt_t crt = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  info->version = g_strdup (version_name (hello.version));
  info->cipher = g_strdup (cipher_name (hello.cipher));
  info->sha256 = postino_certificate_get_sha256 (certificate);

  if (gnutls_x509_crt_init (&crt) < 0)
    return info;
  if (gnutls_x509_crt_import (crt, &(gnutls_datum_t){der->data, der->len}, GNUTLS_X509_FMT_DER)
      >= 0)
    describe (info, crt);
  gnutls_x509_crt_deinit (crt);

  return info;
}
