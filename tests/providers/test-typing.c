/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The distance between what was typed and what was meant: each kind of slip by itself.
 */
#include "config.h"

#include "postino-typing.h"

#include <string.h>

#define FAR 100

static void
test_slips (void)
{
  static const struct
  {
    const char *typed, *meant;
    guint distance;
  } rows[] = {
    {"gmail", "gmail", 0},
    {"gmaill", "gmail", POSTINO_TYPING_DOUBLE},
    {"yaho", "yahooo", 2 * POSTINO_TYPING_DOUBLE},
    {"wanado", "wanadoo", POSTINO_TYPING_DOUBLE},
    {"gmial", "gmail", POSTINO_TYPING_SWAP},
    {"gmailed", "gmailde", POSTINO_TYPING_SWAP},
    {"gnail", "gmail", POSTINO_TYPING_NEAR}, /* beside */
    {"gmaol", "gmail", POSTINO_TYPING_NEAR},
    {"gmsil", "gmail", POSTINO_TYPING_NEAR},
    {"gmqil", "gmail", POSTINO_TYPING_NEAR}, /* above */
    {"ourlook", "outlook", POSTINO_TYPING_NEAR},
    {"zandex", "yandex", POSTINO_TYPING_OTHER}, /* no neighbours on QWERTY, QWERTZ */
    {"gmai1", "gmail", POSTINO_TYPING_NEAR},    /* looks alike */
    {"gmnail", "gmail", POSTINO_TYPING_NEAR},   /* two keys hit */
    {"gmil", "gmail", POSTINO_TYPING_OMIT},
    {"gmxail", "gmail", POSTINO_TYPING_ADD},
    {"coms", "com", POSTINO_TYPING_ADD},
    {"gmoil", "gmail", POSTINO_TYPING_OTHER},
    {"virgilio", "viriglio", POSTINO_TYPING_SWAP},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (postino_typing_distance (rows[i].typed, rows[i].meant, FAR, FALSE), ==,
                      rows[i].distance);
}

static void
test_first_letter (void)
{
  g_assert_cmpuint (postino_typing_distance ("hmail", "gmail", FAR, TRUE), ==,
                    POSTINO_TYPING_NEAR + POSTINO_TYPING_FIRST);
  g_assert_cmpuint (postino_typing_distance ("ahoo", "yahoo", FAR, TRUE), ==,
                    POSTINO_TYPING_OMIT + POSTINO_TYPING_FIRST);
  g_assert_cmpuint (postino_typing_distance ("xgmail", "gmail", FAR, TRUE), ==,
                    POSTINO_TYPING_ADD + POSTINO_TYPING_FIRST);
  g_assert_cmpuint (postino_typing_distance ("ayhoo", "yahoo", FAR, TRUE), ==,
                    POSTINO_TYPING_SWAP + POSTINO_TYPING_FIRST_SWAP);
  g_assert_cmpuint (postino_typing_distance ("gmial", "gmail", FAR, TRUE), ==, POSTINO_TYPING_SWAP);
}

/* A plural is another firm. */
static void
test_last_letter (void)
{
  g_assert_cmpuint (postino_typing_distance ("oranges", "orange", FAR, TRUE), ==,
                    POSTINO_TYPING_OTHER);
  g_assert_cmpuint (postino_typing_distance ("orangee", "orange", FAR, TRUE), ==,
                    POSTINO_TYPING_DOUBLE);
}

static void
test_shuffled (void)
{
  g_assert_cmpuint (postino_typing_distance ("icould", "icloud", FAR, TRUE), ==,
                    POSTINO_TYPING_SHUFFLE);
  g_assert_cmpuint (postino_typing_distance ("icould", "icloud", POSTINO_TYPING_SHUFFLE - 1, TRUE),
                    ==, G_MAXUINT);
  /* Another first letter, an ending, and a name that is short. */
  g_assert_cmpuint (postino_typing_distance ("lcoudi", "icloud", FAR, TRUE), >,
                    POSTINO_TYPING_SHUFFLE);
  g_assert_cmpuint (postino_typing_distance ("icould", "icloud", FAR, FALSE), >,
                    POSTINO_TYPING_SHUFFLE);
  g_assert_cmpuint (postino_typing_distance ("gliam", "gmail", FAR, TRUE), >,
                    POSTINO_TYPING_SHUFFLE);
}

/* The limit decides about nothing but whether the distance is told. */
static void
test_limit (void)
{
  static const char *const words[] = {"gmail", "gmial", "yahoo", "hotmail", "outlook.com", "", "x"};

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (words); j++)
      {
        guint whole = postino_typing_distance (words[i], words[j], 10 * FAR, TRUE);

        for (guint limit = POSTINO_TYPING_DOUBLE; limit < FAR; limit++)
          g_assert_cmpuint (postino_typing_distance (words[i], words[j], limit, TRUE), ==,
                            whole <= limit ? whole : G_MAXUINT);
      }
}

static void
test_long (void)
{
  g_autofree char *longest = g_strnfill (POSTINO_TYPING_MAX_LENGTH, 'a');
  g_autofree char *changed = g_strdup (longest);
  g_autofree char *too_long = g_strnfill (POSTINO_TYPING_MAX_LENGTH + 1, 'a');

  changed[10] = 'b';
  g_assert_cmpuint (postino_typing_distance (changed, longest, FAR, TRUE), ==,
                    POSTINO_TYPING_OTHER);
  g_assert_cmpuint (postino_typing_distance (too_long, longest, FAR, TRUE), ==, G_MAXUINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typing/slips", test_slips);
  g_test_add_func ("/typing/first-letter", test_first_letter);
  g_test_add_func ("/typing/last-letter", test_last_letter);
  g_test_add_func ("/typing/shuffled", test_shuffled);
  g_test_add_func ("/typing/limit", test_limit);
  g_test_add_func ("/typing/long", test_long);

  return g_test_run ();
}
