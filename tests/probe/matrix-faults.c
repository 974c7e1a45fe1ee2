/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server can do, and the rules by which it is called (docs/causes.md). The
 * rules know two places: a conversation, and the handshake, which is no conversation.
 */
#include "matrix.h"

/* A byte in 100 ms, and a deadline of several hundred: as a byte a second to a deadline
 * of many seconds. */
#define DRIP     "drip 100: "
#define GARBAGE  "raw: \\x80\\xff\\x01\\x1b\\xfe\\x02\\r\\n"
#define OVERLONG "flood 70000" /* more than any line may have */

/* More lines than there may be before sign-in, and more than any reply may have. The
 * latter in few lines: each line is shown, which is what takes the time. */
#define MANY_LINES "repeat 300: "
#define LONG_LINES "repeat 40: "
#define LONG_LINE  30000

typedef enum
{
  FAULT_SILENCE,
  FAULT_DRIP,
  FAULT_RESET,
  FAULT_HALF_CLOSE,
  FAULT_HANG_UP,
  FAULT_GARBAGE,
  FAULT_NUL_BYTES,
  FAULT_OVERSIZED,
  FAULT_ENDLESS,
} Fault;

#define TIMED_OUT POSTINO_CAUSE_TIMED_OUT
#define CLOSED    POSTINO_CAUSE_CONNECTION_CLOSED
#define BROKEN    POSTINO_CAUSE_PROTOCOL_ERROR
#define NO_TLS    POSTINO_CAUSE_TLS_FAILED
#define MISMATCH  POSTINO_CAUSE_ENCRYPTION_MISMATCH

static const struct
{
  const char *name;
  Fault fault;
  PostinoCause said;      /* in a conversation */
  PostinoCause handshake; /* in a handshake, with TLS from the start */
  PostinoCause starttls;  /* in a handshake behind STARTTLS */
  gboolean waits;
} rules[] = {
  {"silence", FAULT_SILENCE, TIMED_OUT, TIMED_OUT, TIMED_OUT, TRUE},
  {"drip", FAULT_DRIP, TIMED_OUT, TIMED_OUT, TIMED_OUT, TRUE},
  {"reset", FAULT_RESET, CLOSED, CLOSED, CLOSED, FALSE},
  {"half-close", FAULT_HALF_CLOSE, CLOSED, CLOSED, CLOSED, FALSE},
  {"hang-up", FAULT_HANG_UP, CLOSED, CLOSED, CLOSED, FALSE},
  {"garbage", FAULT_GARBAGE, BROKEN, NO_TLS, NO_TLS, FALSE},
  {"nul-bytes", FAULT_NUL_BYTES, BROKEN, NO_TLS, NO_TLS, FALSE},
  {"oversized", FAULT_OVERSIZED, BROKEN, NO_TLS, NO_TLS, FALSE},
  /* Plain text where TLS is due from the start: the port wants STARTTLS. */
  {"endless", FAULT_ENDLESS, BROKEN, MISMATCH, NO_TLS, FALSE},
};

static gboolean
is_handshake (const MatrixExchange *exchange)
{
  return g_str_equal (exchange->before, "hello\n");
}

static char *
make_endless (const MatrixExchange *exchange)
{
  g_autofree char *filling = g_strnfill (LONG_LINE, '.');

  if (g_str_has_prefix (exchange->more, "* "))
    return g_strconcat (MANY_LINES, exchange->more, NULL);
  return g_strconcat (LONG_LINES, exchange->more, filling, NULL);
}

/* In place of the answer that is due. */
static char *
make_fault (Fault fault, const MatrixExchange *exchange)
{
  switch (fault)
    {
    case FAULT_SILENCE:
      return g_strdup ("silence");
    case FAULT_DRIP:
      return g_strconcat (DRIP, exchange->start, NULL);
    case FAULT_RESET:
      return g_strdup ("rst");
    case FAULT_HALF_CLOSE:
      return g_strdup ("fin");
    case FAULT_HANG_UP:
      return g_strdup ("close");
    case FAULT_GARBAGE:
      return g_strdup (GARBAGE);
    case FAULT_NUL_BYTES:
      return is_handshake (exchange)
               ? g_strdup ("raw: \\x00\\x00\\x00\\x00\\x00\\x00")
               : g_strconcat ("raw: ", exchange->start, "\\x00\\x00\\r\\n", NULL);
    case FAULT_OVERSIZED:
      return is_handshake (exchange) ? g_strdup ("raw: \\x16\\x03\\x03\\xff\\xff\n" OVERLONG)
                                     : g_strconcat ("raw: ", exchange->start, "\n" OVERLONG, NULL);
    case FAULT_ENDLESS:
    default:
      return make_endless (exchange);
    }
}

static char *
make_script (const MatrixPath *path, gsize at, Fault fault)
{
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *end = make_fault (fault, &path->exchanges[at]);

  for (gsize i = 0; i < at; i++)
    g_string_append (script, path->exchanges[i].good);
  g_string_append (script, path->exchanges[at].before);
  g_string_append (script, end);
  g_string_append_c (script, '\n');

  return g_string_free (g_steal_pointer (&script), FALSE);
}

static PostinoCause
find_cause (const MatrixPath *path, const MatrixExchange *exchange, gsize rule)
{
  if (!is_handshake (exchange))
    return rules[rule].said;
  /* What goes on and on there are IMAP's lines: of another service for the others. */
  if (rules[rule].handshake == MISMATCH && path->protocol != POSTINO_PROTOCOL_IMAP
      && path->security == POSTINO_SECURITY_TLS)
    return POSTINO_CAUSE_WRONG_PROTOCOL;

  return path->security == POSTINO_SECURITY_TLS ? rules[rule].handshake : rules[rule].starttls;
}

static MatrixCase *
make_case (const MatrixPath *path, gsize at, gsize rule)
{
  const MatrixExchange *exchange = &path->exchanges[at];
  MatrixCase *self = g_new0 (MatrixCase, 1);

  self->path = g_strdup_printf (
    "/matrix/%s/%s/%s/%s", postino_enum_to_nick (POSTINO_TYPE_PROTOCOL, path->protocol),
    postino_enum_to_nick (POSTINO_TYPE_SECURITY, path->security), exchange->name, rules[rule].name);
  self->script = make_script (path, at, rules[rule].fault);
  self->protocol = path->protocol;
  self->security = path->security;
  self->stage = exchange->stage;
  self->cause = find_cause (path, exchange, rule);
  self->waits = rules[rule].waits;

  return self;
}

static void
matrix_case_free (gpointer data)
{
  MatrixCase *self = data;

  g_free (self->path);
  g_free (self->script);
  g_free (self);
}

/* What can't happen. */
static gboolean
is_left_out (const MatrixExchange *exchange, Fault fault)
{
  return fault == FAULT_ENDLESS && exchange->more == NULL;
}

GPtrArray *
matrix_make_cases (void)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (matrix_case_free);

  for (gsize i = 0; i < matrix_paths_length; i++)
    for (gsize at = matrix_paths[i].first; at < matrix_paths[i].length; at++)
      for (gsize rule = 0; rule < G_N_ELEMENTS (rules); rule++)
        if (!is_left_out (&matrix_paths[i].exchanges[at], rules[rule].fault))
          g_ptr_array_add (cases, make_case (&matrix_paths[i], at, rule));

  return cases;
}
