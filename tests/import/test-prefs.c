/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prefs.js as Thunderbird writes it, as people change it, and as a full disk leaves it.
 */
#include "postino-prefs.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *value; /* of "name"; NULL where there is none */
} rows[] = {
  {"user_pref(\"name\", \"text\");\n", "text"},
  {"user_pref(\"name\", 993);\n", "993"},
  {"user_pref(\"name\", -1);", "-1"},
  {"user_pref(\"name\", true);", "true"},
  {"// user_pref(\"name\", 1);\n", NULL},
  {"# user_pref(\"name\", 1);\n", NULL},
  {"/* user_pref(\"name\", 1);\n*/", NULL},
  {"/* one */ user_pref ( 'name' , /* two */ 'text' ) ;", "text"},
  {"user_pref(\"name\", 1);user_pref(\"name\", 2);", "2"},
  {"\xef\xbb\xbfuser_pref(\"other\", 1);\nuser_pref(\"name\", 2);", "2"},
  {"pref(\"name\", 1);\n", NULL},
  {"user_pref(\"name\", \"a \\\"b\\\" \\\\c\\n\");", "a \"b\" \\c\n"},
  {"user_pref(\"name\", \"\\u00e9\\x41\");", "\303\251A"},
  {"user_pref(\"name\", \"\\ud83d\\ude00\");", "\360\237\230\200"},
  {"user_pref(\"name\", \"\303\251\");", "\303\251"},
  {"user_pref(\"name\", \"\");", ""},
  {"user_pref(\"name\", \"\\u0000\");", NULL},
  {"user_pref(\"name\", \"\\ud83d\");", NULL},
  {"user_pref(\"name\", \"\\u12", NULL},
  {"user_pref(\"name\", \"\351\");\nuser_pref(\"name\", 2);", "2"},
  {"user_pref(\"name\", \"cut off", NULL},
  {"user_pref(\"name\", \"cut off\nuser_pref(\"name\", 2);\n", "2"},
  {"user_pref(\"name\"", NULL},
  {"user_pref(\"name\", 12", NULL},
  {"user_pref(\"na", NULL},
  {"user_pref(", NULL},
  {"user_pre", NULL},
  {"/*", NULL},
  {"\\", NULL},
  {"", NULL},
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) prefs = postino_prefs_parse (rows[i].text, strlen (rows[i].text));

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (g_hash_table_lookup (prefs, "name"), ==, rows[i].value);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("# Mozilla User Preferences\n\n");

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "user_pref(\"mail.server.server%d.port\", %d);\n", i, i);
  g_autoptr (GHashTable) prefs = postino_prefs_parse (text->str, text->len);
  g_assert_cmpuint (g_hash_table_size (prefs), ==, 1000);
  g_assert_cmpstr (g_hash_table_lookup (prefs, "mail.server.server77.port"), ==, "77");
}

/* Cut off anywhere: what stood before is there, and nothing that was never written. */
static void
test_cut_off (void)
{
  const char text[] =
    "user_pref(\"one\", \"first\");\n/* \" */user_pref(\"two\", \"se\\u0063ond\");\n"
    "user_pref(\"three\", 3);\n";

  for (gsize length = 0; length < sizeof text; length++)
    {
      g_autofree char *part = g_memdup2 (text, MAX (length, 1));
      g_autoptr (GHashTable) prefs = postino_prefs_parse (part, length);
      const char *first = g_hash_table_lookup (prefs, "one");
      const char *second = g_hash_table_lookup (prefs, "two");
      const char *third = g_hash_table_lookup (prefs, "three");

      g_assert_true (first == NULL || g_str_equal (first, "first"));
      g_assert_true (second == NULL || (g_str_equal (second, "second") && first != NULL));
      g_assert_true (third == NULL || (g_str_equal (third, "3") && second != NULL));
      g_assert_true (length < sizeof text - 1 || third != NULL);
    }
}

/* What is written is what is read, whatever is in it. */
static void
test_there_and_back (void)
{
  for (int run = 0; run < 2000; run++)
    {
      g_autoptr (GString) value = g_string_new (NULL);
      g_autoptr (GString) text = g_string_new ("user_pref(\"x\", \"");

      for (int i = g_test_rand_int_range (0, 20); i > 0; i--)
        {
          gunichar c = (gunichar) g_test_rand_int_range (1, 0x20000);

          if (g_unichar_validate (c))
            g_string_append_unichar (value, c);
        }
      for (const char *p = value->str; *p != '\0'; p++)
        if (*p == '\n')
          g_string_append (text, "\\n");
        else
          g_string_append_printf (text, strchr ("\"\\", *p) != NULL ? "\\%c" : "%c", *p);
      g_string_append (text, "\");\n");

      g_autoptr (GHashTable) prefs = postino_prefs_parse (text->str, text->len);
      g_assert_cmpstr (g_hash_table_lookup (prefs, "x"), ==, value->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prefs/rows", test_rows);
  g_test_add_func ("/prefs/many", test_many);
  g_test_add_func ("/prefs/cut-off", test_cut_off);
  g_test_add_func ("/prefs/there-and-back", test_there_and_back);
  return g_test_run ();
}
