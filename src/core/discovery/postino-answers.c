/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranked server by server: one source may know how to receive, another how to
 * send.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-answers.h"

struct _PostinoAnswers
{
  GPtrArray *answers;
  GArray *denied;
};

typedef struct
{
  PostinoSettings *settings;
  guint order;
} Answer;

typedef struct
{
  PostinoProtocol protocol;
  PostinoSecurity security;
} Service;

typedef struct
{
  const PostinoServer *server;
  const PostinoSettings *settings;
  PostinoRank rank;
  guint order;
  guint position;
} Candidate;

static void
answer_free (Answer *answer)
{
  postino_settings_free (answer->settings);
  g_free (answer);
}

PostinoAnswers *
postino_answers_new (void)
{
  PostinoAnswers *self = g_new0 (PostinoAnswers, 1);

  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  self->denied = g_array_new (FALSE, FALSE, sizeof (Service));

  return self;
}

void
postino_answers_free (PostinoAnswers *self)
{
  g_ptr_array_unref (self->answers);
  g_array_unref (self->denied);
  g_free (self);
}

void
postino_answers_add (PostinoAnswers *self, PostinoSettings *settings, guint order)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->settings = settings;
  answer->order = order;
  g_ptr_array_add (self->answers, answer);
}

void
postino_answers_deny (PostinoAnswers *self, PostinoProtocol protocol, PostinoSecurity security)
{
  const Service service = {protocol, security};

  g_array_append_val (self->denied, service);
}

static gboolean
is_denied (PostinoAnswers *self, const PostinoServer *server)
{
  for (guint i = 0; i < self->denied->len; i++)
    {
      const Service *service = &g_array_index (self->denied, Service, i);

      if (service->protocol == server->protocol && service->security == server->security)
        return TRUE;
    }

  return FALSE;
}

static PostinoRank
rank_server (const PostinoServer *server)
{
  gboolean vouched = server->trust == POSTINO_TRUST_VOUCHED;

  if (server->source == POSTINO_SOURCE_GUESS)
    return server->answered ? POSTINO_RANK_GUESS : POSTINO_RANK_UNTRIED;
  if (server->security == POSTINO_SECURITY_NONE)
    return POSTINO_RANK_PLAIN_TEXT;

  switch (server->source)
    {
    case POSTINO_SOURCE_PROVIDER_AUTOCONFIG:
      return POSTINO_RANK_PROVIDER_AUTOCONFIG;
    case POSTINO_SOURCE_ISPDB:
      return POSTINO_RANK_ISPDB;
    case POSTINO_SOURCE_DNS_SRV:
      return vouched ? POSTINO_RANK_DNS_SRV : POSTINO_RANK_DNS_SRV_UNCONFIRMED;
    case POSTINO_SOURCE_MX:
      return vouched ? POSTINO_RANK_MX : POSTINO_RANK_MX_UNCONFIRMED;
    case POSTINO_SOURCE_GUESS:
    case POSTINO_SOURCE_BUNDLED:
    case POSTINO_SOURCE_DROP_IN:
    case POSTINO_SOURCE_MANUAL:
    default:
      g_return_val_if_reached (POSTINO_RANK_NONE);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  if (first->order != second->order)
    return first->order < second->order ? -1 : 1;
  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return 0;
}

static GPtrArray *
get_servers (const PostinoSettings *settings, gboolean outgoing)
{
  return outgoing ? settings->outgoing : settings->incoming;
}

/* Returns: (element-type Candidate): best first */
static GArray *
rank (PostinoAnswers *self, gboolean outgoing)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = self->answers->pdata[i];
      GPtrArray *servers = get_servers (answer->settings, outgoing);

      for (guint j = 0; j < servers->len; j++)
        {
          const PostinoServer *server = servers->pdata[j];
          const Candidate candidate = {server, answer->settings, rank_server (server),
                                       answer->order, j};

          if (server->source != POSTINO_SOURCE_GUESS || !is_denied (self, server))
            g_array_append_val (candidates, candidate);
        }
    }
  g_array_sort (candidates, compare);

  return candidates;
}

/* A provider that lets no mail program in is an answer, too: there is nothing to guess. */
static const PostinoSettings *
find_closed (PostinoAnswers *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = self->answers->pdata[i];
      const PostinoProvider *provider = answer->settings->provider;

      if (provider != NULL && provider->policy == POSTINO_POLICY_UNSUPPORTED)
        return answer->settings;
    }

  return NULL;
}

static PostinoRank
best_rank (PostinoAnswers *self, gboolean outgoing)
{
  g_autoptr (GArray) candidates = rank (self, outgoing);

  return candidates->len > 0 ? g_array_index (candidates, Candidate, 0).rank : POSTINO_RANK_NONE;
}

PostinoRank
postino_answers_get_rank (PostinoAnswers *self)
{
  PostinoRank worst = MAX (best_rank (self, FALSE), best_rank (self, TRUE));

  return find_closed (self) != NULL ? MIN (worst, POSTINO_RANK_MX) : worst;
}

static void
add_once (GPtrArray *servers, const PostinoServer *server)
{
  for (guint i = 0; i < servers->len; i++)
    if (postino_server_equal (servers->pdata[i], server))
      return;

  g_ptr_array_add (servers, postino_server_copy (server));
}

static void
take_best (PostinoSettings *settings, const PostinoSettings *best, PostinoSource source)
{
  settings->source = source;
  g_clear_pointer (&settings->provider, postino_provider_unref);
  if (best->provider != NULL)
    settings->provider = postino_provider_ref (best->provider);
}

PostinoSettings *
postino_answers_merge (PostinoAnswers *self, const PostinoAddress *address)
{
  const PostinoSettings *closed = find_closed (self);
  PostinoSettings *settings = postino_settings_new (address);

  if (closed != NULL && postino_answers_get_rank (self) == POSTINO_RANK_MX)
    {
      take_best (settings, closed, closed->source);
      return settings;
    }

  for (int outgoing = 1; outgoing >= 0; outgoing--)
    {
      g_autoptr (GArray) candidates = rank (self, outgoing);

      for (guint i = 0; i < candidates->len; i++)
        add_once (get_servers (settings, outgoing),
                  g_array_index (candidates, Candidate, i).server);
      if (candidates->len > 0)
        {
          const Candidate *best = &g_array_index (candidates, Candidate, 0);
          take_best (settings, best->settings, best->server->source);
        }
    }

  return settings;
}
