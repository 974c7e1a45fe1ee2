/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A domain is read as a name (its first label) and an ending (the rest). It is compared
 * with each popular domain, in the first of these ways that fits:
 *
 *   the name is right, the ending is not    gmail.con  libero.ti  gmx.d  uol.com.bt
 *   the ending is right, the name is not    gmial.com  yaho.it
 *   neither is quite right                  hotmial.con
 *   a dot is missing or misplaced           gmailcom  gmai.lcom
 *
 * The nearest wins, then the more popular. If none is near, and the top-level domain does
 * not exist, the one popular ending that is near replaces it (firma.itt).
 *
 * Nearly everything is one slip away from gmx or qq, and another firm's domain: so what
 * passes as a slip depends on how long the name is, and on how popular. To accuse a
 * domain that exists is worse than to miss a mistake.
 */
#define G_LOG_DOMAIN "postino-providers"

#include "postino-suggestion.h"

#include "postino-domain-tables.h"
#include "postino-typing.h"

#include <libpsl.h>
#include <stdlib.h>
#include <string.h>

/* How far an ending that does not exist may be from the one that was meant. */
#define ENDING_LIMIT      10
#define LONG_ENDING_LIMIT 12
/* One that exists, but that few people have: .cm, .om, .com.bt. */
#define RARE_ENDING_LIMIT 8
/* Name and ending together, when both are wrong. */
#define BOTH_LIMIT      16
#define BOTH_NAME_LIMIT 8
/* A dot that is missing or misplaced. */
#define DOT_COST 8
/* The ending of a name that nobody knows, and how much farther the next one has to be. */
#define UNKNOWN_LIMIT  8
#define UNKNOWN_MARGIN 2

/* What was typed. */
typedef struct
{
  const char *domain;
  char *name;
  const char *ending;     /* NULL: there is no dot */
  gboolean ending_exists; /* in the public suffix list */
  gboolean ending_is_popular;
  gboolean name_is_real; /* a name of others under whatever ending */
} Typed;

/* The best suggestion so far. */
typedef struct
{
  guint cost;
  guint weight;
  const char *name;
  const char *ending;
} Best;

static int
compare_names (gconstpointer key, gconstpointer element)
{
  return strcmp (key, *(const char *const *) element);
}

static gboolean
is_real (const char *name)
{
  return bsearch (name, postino_real_domains, postino_real_domains_size,
                  sizeof (postino_real_domains[0]), compare_names)
         != NULL;
}

static gboolean
is_popular_ending (const char *ending)
{
  for (gsize i = 0; i < postino_popular_endings_size; i++)
    if (g_str_equal (postino_popular_endings[i], ending))
      return TRUE;

  return FALSE;
}

/* A name that is popular itself is no slip of another. */
static gboolean
is_popular_name (const char *name)
{
  for (gsize i = 0; i < postino_popular_domains_size; i++)
    if (g_str_equal (postino_popular_domains[i].name, name))
      return TRUE;

  return FALSE;
}

static gboolean
is_popular_domain (const char *domain)
{
  for (gsize i = 0; i < postino_popular_domains_size; i++)
    if (g_str_equal (postino_popular_domains[i].domain, domain))
      return TRUE;

  return FALSE;
}

/* Without the list nothing is known to be wrong. It has some only as parts of others: za is
 * known by co.za. */
static gboolean
ending_exists (const char *ending)
{
  const psl_ctx_t *psl = psl_builtin ();

  return psl == NULL || is_popular_ending (ending)
         || psl_is_public_suffix2 (psl, ending, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

static gboolean
is_known (PostinoProviders *providers, const char *domain)
{
  g_autoptr (PostinoProvider) provider = postino_providers_lookup_domain (providers, domain);

  return provider != NULL;
}

static gboolean
is_known_as (PostinoProviders *providers, const char *name, const char *ending)
{
  g_autofree char *domain = g_strconcat (name, ".", ending, NULL);

  return is_known (providers, domain);
}

/* How far off a name may be. Names of up to four letters: two letters swapped or one
 * doubled, but no name that has become shorter. */
static guint
name_limit (const PostinoPopularDomain *popular, const char *typed)
{
  static const guint limits[][3] = {
    {8, 10, 13},  /* five or six letters */
    {10, 11, 15}, /* seven or eight */
    {12, 14, 16}, /* more */
  };
  gsize length = strlen (popular->name);
  guint weight = popular->mark == POSTINO_POPULAR_WORD ? 1 : popular->weight;

  if (length < 3 || strspn (popular->name, "0123456789") == length)
    return 0;
  if (length == 3)
    return strlen (typed) >= 3 && popular->mark != POSTINO_POPULAR_WORD ? POSTINO_TYPING_SWAP : 0;
  if (length == 4)
    return strlen (typed) >= 4 ? POSTINO_TYPING_SWAP : 0;
  if (length <= 6 && strlen (typed) < (weight > 1 ? length - 1 : MAX (length - 1, 5)))
    return 0;
  return limits[length <= 6 ? 0 : length <= 8 ? 1 : 2][weight - 1];
}

static const char *
top_level (const char *ending)
{
  const char *dot = strrchr (ending, '.');

  return dot != NULL ? dot + 1 : ending;
}

/* Whether @popular's firm, or another one of its name, may well have the typed ending in a
 * country whose code is near: yahoo.com.py is not yahoo.com.my. */
static gboolean
may_be_abroad (const Typed *typed, const PostinoPopularDomain *popular, guint cost)
{
  const char *here = top_level (popular->ending), *there = top_level (typed->ending);

  if (strlen (here) != 2 || strlen (there) != 2 || g_str_equal (here, there)
      || !ending_exists (there))
    return FALSE;
  return popular->is_family || (here == popular->ending && cost > POSTINO_TYPING_SWAP);
}

/* Few people have a domain in Cameroon or Oman; many mistype .com. */
static gboolean
is_slip_of_com (const char *typed, const char *meant)
{
  return g_str_equal (meant, "com") && (g_str_equal (typed, "cm") || g_str_equal (typed, "om"));
}

/* An ending that does not exist is a mistake; one that was left half typed as well. */
static guint
cost_of_no_ending (const Typed *typed, const PostinoPopularDomain *popular)
{
  if (g_str_has_prefix (popular->ending, typed->ending))
    return POSTINO_TYPING_OMIT;

  guint limit = strlen (popular->ending) == 2 ? ENDING_LIMIT : LONG_ENDING_LIMIT;
  guint cost = postino_typing_distance (typed->ending, popular->ending, limit, FALSE);
  if (cost == G_MAXUINT || may_be_abroad (typed, popular, cost))
    return G_MAXUINT;
  /* yahoo.co.hk is nearer to yahoo.com.hk than to yahoo.co.uk. */
  return cost - g_str_equal (top_level (typed->ending), top_level (popular->ending));
}

/* What it says about the ending, when @popular's name was typed without a mistake. */
static guint
cost_of_ending (const Typed *typed, const PostinoPopularDomain *popular)
{
  if (!typed->ending_exists)
    return cost_of_no_ending (typed, popular);

  guint cost = postino_typing_distance (typed->ending, popular->ending, RARE_ENDING_LIMIT, FALSE);
  if (popular->mark == POSTINO_POPULAR_ONLY)
    return MIN (cost, POSTINO_TYPING_ADD);
  if (is_slip_of_com (typed->ending, popular->ending))
    return cost;
  if (popular->mark == POSTINO_POPULAR_WORD || typed->ending_is_popular
      || may_be_abroad (typed, popular, cost))
    return G_MAXUINT;
  return cost;
}

/* What it says when name and ending are both wrong. */
static guint
cost_of_both (const Typed *typed, const PostinoPopularDomain *popular, guint name_cost)
{
  if (name_cost > BOTH_NAME_LIMIT || strlen (popular->name) < 5 || typed->ending_is_popular
      || (typed->ending_exists && popular->mark == POSTINO_POPULAR_WORD))
    return G_MAXUINT;

  guint cost =
    postino_typing_distance (typed->ending, popular->ending, BOTH_LIMIT - name_cost, FALSE);
  return cost <= RARE_ENDING_LIMIT ? name_cost + cost : G_MAXUINT;
}

/* Whether its variants in other countries are worth a suggestion. */
static gboolean
is_distinct (const PostinoPopularDomain *popular)
{
  return popular->weight > 1 && popular->mark != POSTINO_POPULAR_WORD;
}

static void
consider (Best *best, guint cost, guint weight, const char *name, const char *ending)
{
  if (cost < best->cost || (cost == best->cost && cost < G_MAXUINT && weight > best->weight))
    *best = (Best){cost, weight, name, ending};
}

static void
compare_parts (PostinoProviders *providers,
               const Typed *typed,
               const PostinoPopularDomain *popular,
               Best *best)
{
  guint cost =
    postino_typing_distance (typed->name, popular->name, name_limit (popular, typed->name), TRUE);

  if (cost == 0)
    consider (best, cost_of_ending (typed, popular), popular->weight, popular->name,
              popular->ending);
  else if (cost == G_MAXUINT || typed->name_is_real)
    return;
  else if (g_str_equal (typed->ending, popular->ending))
    consider (best, cost, popular->weight, popular->name, popular->ending);
  else if (cost < best->cost && is_distinct (popular)
           && is_known_as (providers, popular->name, typed->ending))
    consider (best, cost, popular->weight, popular->name, typed->ending);
  else
    consider (best, cost_of_both (typed, popular, cost), popular->weight, popular->name,
              popular->ending);
}

static gboolean
is_equal_without (const char *a, const char *b, const char *skipped)
{
  while (TRUE)
    {
      a += strspn (a, skipped);
      b += strspn (b, skipped);
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* Right but for the dots, be it with a hyphen in the place of one, or without its ending. A
 * misplaced dot may leave a domain that somebody has; a missing one leaves none. */
static void
compare_dots (const Typed *typed, const PostinoPopularDomain *popular, Best *best)
{
  gboolean may_be_right = typed->ending_exists;

  if (may_be_right && (popular->mark == POSTINO_POPULAR_WORD || strlen (popular->name) < 5))
    return;

  if (is_distinct (popular) && typed->ending == NULL && g_str_equal (typed->name, popular->name))
    consider (best, DOT_COST, popular->weight, popular->name, popular->ending);
  else if (is_equal_without (typed->domain, popular->domain, ".-")
           && !is_equal_without (typed->domain, popular->domain, "-"))
    consider (best, DOT_COST, popular->weight, popular->name, popular->ending);
}

/* Puts another ending in the place of a top-level domain that does not exist. */
static char *
replace_top_level (const char *domain)
{
  const char *dot = strrchr (domain, '.');
  const char *found = NULL;
  guint best = G_MAXUINT, second = G_MAXUINT;

  if (dot == NULL || dot == domain || dot[1] == '\0' || ending_exists (dot + 1))
    return NULL;

  for (gsize i = 0; i < postino_popular_endings_size; i++)
    {
      guint cost = postino_typing_distance (dot + 1, postino_popular_endings[i],
                                            UNKNOWN_LIMIT + UNKNOWN_MARGIN, FALSE);
      if (cost < best)
        {
          second = best;
          best = cost;
          found = postino_popular_endings[i];
        }
      else
        second = MIN (second, cost);
    }

  if (best > UNKNOWN_LIMIT || second < best + UNKNOWN_MARGIN)
    return NULL;
  return g_strdup_printf ("%.*s.%s", (int) (dot - domain), domain, found);
}

static char *
find_popular (PostinoProviders *providers, const Typed *typed)
{
  Best best = {.cost = G_MAXUINT};

  for (gsize i = 0; i < postino_popular_domains_size; i++)
    {
      if (typed->ending != NULL)
        compare_parts (providers, typed, &postino_popular_domains[i], &best);
      compare_dots (typed, &postino_popular_domains[i], &best);
    }

  return best.cost < G_MAXUINT ? g_strconcat (best.name, ".", best.ending, NULL) : NULL;
}

char *
postino_providers_suggest (PostinoProviders *self, const char *domain)
{
  g_return_val_if_fail (POSTINO_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (domain != NULL, NULL);

  g_autofree char *lower = g_ascii_strdown (domain, -1);
  gsize length = strlen (lower);

  if (length > 1 && lower[length - 1] == '.')
    lower[length - 1] = '\0';
  if (*lower == '\0' || !g_str_is_ascii (lower) || is_real (lower) || is_popular_domain (lower)
      || is_known (self, lower))
    return NULL;

  const char *dot = strchr (lower, '.');
  g_autofree char *name = dot != NULL ? g_strndup (lower, dot - lower) : g_strdup (lower);
  Typed typed = {
    .domain = lower,
    .name = name,
    .ending = dot != NULL ? dot + 1 : NULL,
    .ending_exists = dot != NULL && ending_exists (dot + 1),
    .ending_is_popular = dot != NULL && is_popular_ending (dot + 1),
    .name_is_real = is_real (name) || is_popular_name (name),
  };

  char *found = find_popular (self, &typed);
  return found != NULL ? found : replace_top_level (lower);
}
