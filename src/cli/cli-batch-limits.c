/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-ins come out of a bucket: what is in it at first and what flows in during any
 * minute are together what a minute may have, so that no minute has more, wherever it
 * is said to begin.
 */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-limits.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)

/* The longest pause. */
#define MAX_PAUSE_S 900

/* Hosts that are remembered; beyond that, those that nobody is at are forgotten. */
#define MAX_HOSTS 5000

typedef struct
{
  guint running;
  guint allowed;   /* connections at once */
  double sign_ins; /* what the bucket has */
  gint64 filled_at;
  gint64 paused_until;
  guint pause_s;
  gboolean answered;
  gboolean silent;
} Host;

struct _CliBatchLimits
{
  guint connections;
  guint per_minute;
  guint back_off_s;
  double capacity;
  GHashTable *hosts;
};

CliBatchLimits *
cli_batch_limits_new (guint connections, guint sign_ins, guint back_off_s)
{
  CliBatchLimits *self = g_new0 (CliBatchLimits, 1);

  self->connections = MAX (connections, 2);
  self->per_minute = sign_ins;
  self->back_off_s = back_off_s;
  /* Both sides of an account must fit in. */
  self->capacity = MAX (sign_ins / 10, 2 * CLI_BATCH_SIGN_INS_PER_SIDE);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
cli_batch_limits_free (CliBatchLimits *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->hosts);
  g_free (self);
}

static gboolean
is_forgettable (gpointer name, gpointer value, gpointer user_data)
{
  const Host *host = value;

  return host->running == 0 && !host->silent && host->paused_until == 0;
}

static Host *
get_host (CliBatchLimits *self, const char *name)
{
  Host *host = g_hash_table_lookup (self->hosts, name);

  if (host != NULL)
    return host;
  if (g_hash_table_size (self->hosts) >= MAX_HOSTS)
    g_hash_table_foreach_remove (self->hosts, is_forgettable, NULL);

  host = g_new0 (Host, 1);
  host->allowed = self->connections;
  host->sign_ins = self->capacity;
  g_hash_table_insert (self->hosts, g_strdup (name), host);
  return host;
}

static double
get_rate (const CliBatchLimits *self)
{
  return (self->per_minute - self->capacity) / MINUTE_US;
}

static void
fill (CliBatchLimits *self, Host *host, gint64 now)
{
  if (self->per_minute == 0)
    return;

  double flown = host->filled_at != 0 ? (double) (now - host->filled_at) * get_rate (self) : 0;

  host->sign_ins = MIN (self->capacity, host->sign_ins + flown);
  host->filled_at = now;
}

static guint
count (char **hosts, const char *host)
{
  guint n = 0;

  for (; *hosts != NULL; hosts++)
    n += g_str_equal (*hosts, host) ? 1 : 0;

  return n;
}

static gint64
ask_host (CliBatchLimits *self, Host *host, guint connections, gint64 now)
{
  guint wanted = connections * CLI_BATCH_SIGN_INS_PER_SIDE;
  guint allowed = host->answered && !host->silent ? host->allowed : 1;

  if (host->paused_until > now)
    return host->paused_until;
  /* Both sides of one account may be at a server whatever else is so. */
  if (host->running > 0 && host->running + connections > allowed)
    return G_MAXINT64;
  if (self->per_minute == 0)
    return now;

  fill (self, host, now);
  if (host->sign_ins >= wanted)
    return now;

  return now + 1 + (gint64) ((wanted - host->sign_ins) / get_rate (self));
}

gint64
cli_batch_limits_ask (CliBatchLimits *self, char **hosts, gint64 now)
{
  gint64 when = now;

  for (char **name = hosts; *name != NULL; name++)
    when = MAX (when, ask_host (self, get_host (self, *name), count (hosts, *name), now));

  return when;
}

gboolean
cli_batch_limits_is_silent (CliBatchLimits *self, char **hosts)
{
  for (; *hosts != NULL; hosts++)
    if (get_host (self, *hosts)->silent)
      return TRUE;

  return FALSE;
}

void
cli_batch_limits_take (CliBatchLimits *self, char **hosts, gint64 now)
{
  for (; *hosts != NULL; hosts++)
    {
      Host *host = get_host (self, *hosts);

      fill (self, host, now);
      host->running++;
      host->sign_ins -= CLI_BATCH_SIGN_INS_PER_SIDE;
    }
}

void
cli_batch_limits_give_back (CliBatchLimits *self, const char *name, guint sign_ins)
{
  Host *host = get_host (self, name);

  g_return_if_fail (host->running > 0);

  host->running--;
  if (sign_ins < CLI_BATCH_SIGN_INS_PER_SIDE)
    host->sign_ins = MIN (self->capacity, host->sign_ins + CLI_BATCH_SIGN_INS_PER_SIDE - sign_ins);
}

void
cli_batch_limits_note (CliBatchLimits *self,
                       const char *name,
                       gboolean answered,
                       gboolean too_much,
                       gint64 now)
{
  Host *host = get_host (self, name);

  host->silent = !answered;
  host->answered = host->answered || answered;
  if (!too_much)
    return;
  /* All that were there at once say so: that is one reason for one pause. */
  if (host->paused_until > now)
    return;

  host->pause_s = host->pause_s == 0 ? self->back_off_s : MIN (host->pause_s * 2, MAX_PAUSE_S);
  host->paused_until = now + (gint64) host->pause_s * G_USEC_PER_SEC;
  host->allowed = MAX (host->allowed / 2, 2);
}
