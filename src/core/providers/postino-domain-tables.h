/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lists of data/domains, which compile-domains.py makes into tables.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostinoPopularMark:
 * @POSTINO_POPULAR_NONE: nothing is to be said
 * @POSTINO_POPULAR_ONLY: nobody has mail at this name under another ending
 * @POSTINO_POPULAR_WORD: others have the same name under other endings
 *
 * What is peculiar to the name of a popular domain.
 */
typedef enum
{
  POSTINO_POPULAR_NONE,
  POSTINO_POPULAR_ONLY,
  POSTINO_POPULAR_WORD,
} PostinoPopularMark;

/**
 * PostinoPopularDomain:
 * @domain: the domain
 * @name: its first label
 * @ending: the rest, without the dot between them
 * @weight: 3 popular in all the world, 2 in its country, 1 else
 * @mark: what is peculiar to it
 * @is_family: whether the same name is popular under several endings
 */
typedef struct
{
  const char *domain;
  const char *name;
  const char *ending;
  guint weight;
  PostinoPopularMark mark;
  gboolean is_family;
} PostinoPopularDomain;

extern const PostinoPopularDomain postino_popular_domains[];
extern const gsize postino_popular_domains_size;

/* The endings that people mean. */
extern const char *const postino_popular_endings[];
extern const gsize postino_popular_endings_size;

/* Domains, and names without a dot, in the order of strcmp(). */
extern const char *const postino_real_domains[];
extern const gsize postino_real_domains_size;

G_END_DECLS
