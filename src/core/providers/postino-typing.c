/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-providers"

#include "postino-typing.h"

#include <string.h>

#define N_CHARACTERS 128

/* Each row is half a key to the right of the one above it. The row of digits is left
 * out: who misses a letter by a row seldom takes the mistake for a letter. */
static const char *const keyboards[][3] = {
  {"qwertyuiop", "asdfghjkl;", "zxcvbnm,./"},
  {"qwertzuiop", "asdfghjkl", "yxcvbnm,.-"},
  {"azertyuiop", "qsdfghjklm", "wxcvbn,;:!"},
};

/* What the eye takes for one another. */
static const char *const look_alikes[] = {"il", "1l", "1i", "0o"};

static gboolean near_keys[N_CHARACTERS][N_CHARACTERS];

static void
mark_near (char a, char b)
{
  near_keys[(guchar) a][(guchar) b] = TRUE;
  near_keys[(guchar) b][(guchar) a] = TRUE;
}

static void
mark_keyboard (const char *const rows[3])
{
  for (int row = 0; row < 3; row++)
    for (gsize column = 0; rows[row][column] != '\0'; column++)
      {
        const char *below = row < 2 ? rows[row + 1] : "";

        if (rows[row][column + 1] != '\0')
          mark_near (rows[row][column], rows[row][column + 1]);
        if (column < strlen (below))
          mark_near (rows[row][column], below[column]);
        if (column > 0 && column - 1 < strlen (below))
          mark_near (rows[row][column], below[column - 1]);
      }
}

static void
ensure_keys (void)
{
  static gsize ready = 0;

  if (!g_once_init_enter (&ready))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (keyboards); i++)
    mark_keyboard (keyboards[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (look_alikes); i++)
    mark_near (look_alikes[i][0], look_alikes[i][1]);
  g_once_init_leave (&ready, 1);
}

static gboolean
is_near (char a, char b)
{
  return near_keys[(guchar) a & (N_CHARACTERS - 1)][(guchar) b & (N_CHARACTERS - 1)];
}

/* A letter too many: the one before once more, or a finger that hit two keys. At a name's
 * end it rather makes another name: a plural, if it is an s. */
static guint
cost_of_adding (const char *typed, gsize at, gboolean whole)
{
  gboolean last = whole && typed[at + 1] == '\0';

  if (at > 0 && typed[at] == typed[at - 1])
    return POSTINO_TYPING_DOUBLE;
  if (!(last && typed[at] == 's')
      && ((at > 0 && is_near (typed[at], typed[at - 1])) || is_near (typed[at], typed[at + 1])))
    return POSTINO_TYPING_NEAR;
  return last ? POSTINO_TYPING_OTHER : POSTINO_TYPING_ADD;
}

static guint
cost_of_omitting (const char *meant, gsize at)
{
  return at > 0 && meant[at] == meant[at - 1] ? POSTINO_TYPING_DOUBLE : POSTINO_TYPING_OMIT;
}

static guint
cost_of_replacing (char typed, char meant)
{
  if (typed == meant)
    return 0;
  return is_near (typed, meant) ? POSTINO_TYPING_NEAR : POSTINO_TYPING_OTHER;
}

/* One cell: the cheapest way to have typed the first @i letters for the first @j that
 * were meant. @rows are the cells of i - 2, i - 1 and i. */
static guint
cheapest (guint *const rows[3], const char *typed, const char *meant, gsize i, gsize j, guint first)
{
  guint best = rows[1][j] + cost_of_adding (typed, i - 1, first > 0) + (j == 0 ? first : 0);

  if (j == 0)
    return best;

  guint omitted = rows[2][j - 1] + cost_of_omitting (meant, j - 1) + (j == 1 ? first : 0);
  guint replaced = cost_of_replacing (typed[i - 1], meant[j - 1]);
  replaced += rows[1][j - 1] + (j == 1 && replaced > 0 ? first : 0);
  best = MIN (best, MIN (omitted, replaced));

  if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1])
    {
      guint extra = j == 2 && first > 0 ? POSTINO_TYPING_FIRST_SWAP : 0;
      best = MIN (best, rows[0][j - 2] + POSTINO_TYPING_SWAP + extra);
    }

  return best;
}

static guint
distance (const char *typed, const char *meant, guint limit, guint first)
{
  gsize n_typed = strlen (typed), n_meant = strlen (meant);
  guint cells[3][POSTINO_TYPING_MAX_LENGTH + 1];
  guint *rows[3] = {cells[0], cells[1], cells[2]};
  guint least = 0;

  rows[2][0] = 0;
  for (gsize j = 1; j <= n_meant; j++)
    rows[2][j] = rows[2][j - 1] + cost_of_omitting (meant, j - 1) + (j == 1 ? first : 0);

  for (gsize i = 1; i <= n_typed; i++)
    {
      guint *oldest = rows[0], before = least;

      rows[0] = rows[1];
      rows[1] = rows[2];
      rows[2] = oldest;
      least = G_MAXUINT;
      for (gsize j = 0; j <= n_meant; j++)
        {
          rows[2][j] = cheapest (rows, typed, meant, i, j, first);
          least = MIN (least, rows[2][j]);
        }
      /* Nothing gets cheaper; two letters swapped reach back by one row more. */
      if (least > limit && before > limit)
        return G_MAXUINT;
    }

  return rows[2][n_meant] <= limit ? rows[2][n_meant] : G_MAXUINT;
}

/* All the letters in some other order, with the first in its place. */
static gboolean
is_shuffled (const char *typed, const char *meant)
{
  gint8 counts[N_CHARACTERS] = {0};

  if (typed[0] != meant[0] || strlen (typed) != strlen (meant)
      || strlen (meant) < POSTINO_TYPING_SHUFFLE_LENGTH)
    return FALSE;
  for (; *typed != '\0'; typed++, meant++)
    {
      counts[(guchar) *typed & (N_CHARACTERS - 1)]++;
      counts[(guchar) *meant & (N_CHARACTERS - 1)]--;
    }
  for (gsize i = 0; i < N_CHARACTERS; i++)
    if (counts[i] != 0)
      return FALSE;

  return TRUE;
}

guint
postino_typing_distance (const char *typed, const char *meant, guint limit, gboolean whole)
{
  gsize n_typed = strlen (typed), n_meant = strlen (meant);
  gsize difference = MAX (n_typed, n_meant) - MIN (n_typed, n_meant);

  if (strcmp (typed, meant) == 0)
    return 0;
  if (MAX (n_typed, n_meant) > POSTINO_TYPING_MAX_LENGTH || limit < POSTINO_TYPING_DOUBLE
      || difference * POSTINO_TYPING_DOUBLE > limit)
    return G_MAXUINT;

  ensure_keys ();
  guint found = distance (typed, meant, limit, whole ? POSTINO_TYPING_FIRST : 0);
  if (whole && found > POSTINO_TYPING_SHUFFLE && limit >= POSTINO_TYPING_SHUFFLE
      && is_shuffled (typed, meant))
    return POSTINO_TYPING_SHUFFLE;
  return found;
}
