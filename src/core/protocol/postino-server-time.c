/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a month stands between a day and a year in the words of a greeting, a
 * time and a zone behind them. Anything else is no date.
 */
#define G_LOG_DOMAIN "postino-protocol"

#include "postino-server-time.h"

#include <stdlib.h>
#include <string.h>

static gboolean
read_digits (const char *text, gsize least, gsize most, int *number)
{
  gsize length = strspn (text, "0123456789");

  if (text[length] != '\0' || length < least || length > most)
    return FALSE;

  *number = atoi (text);
  return TRUE;
}

/* From 1 on, or 0. */
static int
read_month (const char *text)
{
  static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};

  for (int i = 0; i < (int) G_N_ELEMENTS (months); i++)
    if (g_ascii_strcasecmp (text, months[i]) == 0)
      return i + 1;

  return 0;
}

/* RFC 5322 section 4.3: two digits mean 1950 to 2049, three are counted from 1900. */
static gboolean
read_year (const char *text, int *year)
{
  if (!read_digits (text, 2, 4, year))
    return FALSE;

  if (strlen (text) == 2)
    *year += *year < 50 ? 2000 : 1900;
  else if (strlen (text) == 3)
    *year += 1900;
  return *year >= 1900;
}

/* "21:00:59" or "21:00", in seconds. A leap second does not matter here. */
static gboolean
read_time (const char *text, int *seconds)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n_parts = g_strv_length (parts);
  int hour, minute, second = 0;

  if (n_parts < 2 || n_parts > 3 || !read_digits (parts[0], 2, 2, &hour)
      || !read_digits (parts[1], 2, 2, &minute)
      || (n_parts == 3 && !read_digits (parts[2], 2, 2, &second)))
    return FALSE;
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *seconds = (hour * 60 + minute) * 60 + MIN (second, 59);
  return TRUE;
}

/* "+0100" in seconds. The name of a zone that is not one of the RFC's stands for UTC. */
static gboolean
read_zone (const char *text, int *offset)
{
  static const struct
  {
    const char *name;
    int hours;
  } zones[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
               {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
  int number;

  *offset = 0;
  if (*text == '+' || *text == '-')
    {
      if (!read_digits (text + 1, 4, 4, &number) || number % 100 > 59 || number > 2359)
        return FALSE;
      *offset = (number / 100 * 60 + number % 100) * (*text == '-' ? -60 : 60);
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_ascii_strcasecmp (text, zones[i].name) == 0)
      *offset = zones[i].hours * 3600;
  return g_ascii_isalpha (*text);
}

/* @words: day, month, year, time, zone */
static GDateTime *
read_date (char **words)
{
  int day, year, month = read_month (words[1]), seconds, offset;

  if (month == 0 || !read_digits (words[0], 1, 2, &day) || !read_year (words[2], &year)
      || !read_time (words[3], &seconds) || !read_zone (words[4], &offset))
    return NULL;

  g_autoptr (GDateTime) midnight = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return midnight != NULL ? g_date_time_add_seconds (midnight, seconds - offset) : NULL;
}

/* Overwrites the comments of @text, which may stand in each other. One that does not
 * end is none. */
static void
blank_comments (char *text)
{
  char *outer = NULL;
  guint depth = 0;

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '(' && depth++ == 0)
        outer = p;
      else if (*p == ')' && depth > 0 && --depth == 0)
        memset (outer, ' ', (gsize) (p - outer) + 1);
    }
}

static char **
split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n,;", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_strv_builder_add (words, *part);

  return g_strv_builder_end (words);
}

GDateTime *
postino_server_time_parse (const char *greeting, gsize length)
{
  g_return_val_if_fail (greeting != NULL || length == 0, NULL);

  g_autofree char *text = g_strndup (greeting != NULL ? greeting : "", length);
  blank_comments (text);
  g_auto (GStrv) words = split_words (text);
  guint n_words = g_strv_length (words);

  for (guint i = 0; i + 5 <= n_words; i++)
    {
      GDateTime *date = read_date (words + i);
      if (date != NULL)
        return date;
    }

  return NULL;
}
