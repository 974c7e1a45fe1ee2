/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-service.h"

#include <string.h>

static const struct
{
  const char *start;
  PostinoService service;
} starts[] = {
  {"* OK", POSTINO_SERVICE_IMAP},
  {"* PREAUTH", POSTINO_SERVICE_IMAP},
  {"* BYE", POSTINO_SERVICE_IMAP},
  {"+OK", POSTINO_SERVICE_POP3},
  {"-ERR", POSTINO_SERVICE_POP3},
  {"HTTP/", POSTINO_SERVICE_OTHER},
  {"<html", POSTINO_SERVICE_OTHER},
  {"<!doctype", POSTINO_SERVICE_OTHER},
  {"<?xml", POSTINO_SERVICE_OTHER},
  {"SSH-", POSTINO_SERVICE_OTHER},
  {"\"IMPLEMENTATION\"", POSTINO_SERVICE_OTHER}, /* ManageSieve, RFC 5804 */
  {"RFB ", POSTINO_SERVICE_OTHER},               /* VNC, RFC 6143 */
};

/* FTP, NNTP and LMTP greet with codes too, and mostly name themselves, in a word of
 * its own: a host may be called giftpoint.example. */
static PostinoService
read_code (const char *text)
{
  static const char *const others[] = {
    "ftp",       "ftpd", "vsftpd", "proftpd", "pureftpd", "ftps", "sftp",
    "filezilla", "nntp", "nnrp",   "nnrpd",   "nntpd",    "lmtp", NULL,
  };
  g_autofree char *lower = g_ascii_strdown (text + 3, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " \t\r\n()[]<>,;:!/-", -1);

  if (strstr (lower, "smtp") == NULL)
    for (char **word = words; *word != NULL; word++)
      if (g_strv_contains (others, *word))
        return POSTINO_SERVICE_OTHER;

  return POSTINO_SERVICE_SMTP;
}

PostinoService
postino_service_recognise (const char *words, gsize length)
{
  g_autofree char *text = g_strndup (words, length);

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (text, starts[i].start, strlen (starts[i].start)) == 0)
      return starts[i].service;

  if (strspn (text, "0123456789") == 3 && strchr ("2345", text[0]) != NULL
      && strchr (" -\r\n", text[3]) != NULL)
    return read_code (text);

  return POSTINO_SERVICE_UNKNOWN;
}

PostinoService
postino_service_of_protocol (PostinoProtocol protocol)
{
  switch (protocol)
    {
    case POSTINO_PROTOCOL_POP3:
      return POSTINO_SERVICE_POP3;
    case POSTINO_PROTOCOL_SMTP:
      return POSTINO_SERVICE_SMTP;
    case POSTINO_PROTOCOL_IMAP:
    default:
      return POSTINO_SERVICE_IMAP;
    }
}

gboolean
postino_service_is_tls (const char *bytes, gsize length)
{
  return length >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03;
}
