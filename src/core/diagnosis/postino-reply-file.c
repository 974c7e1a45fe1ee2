/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the rules line by line: unlike in a key file, [cause] and Example may come
 * as often as needed, and every problem names its line.
 */
#define G_LOG_DOMAIN "postino-diagnosis"

#include "postino-reply-file.h"

#include "postino-key-file.h"
#include "postino-reply-rules.h"
#include "postino-reply-words.h"

#include <string.h>

typedef enum
{
  SECTION_NONE,
  SECTION_FILE,
  SECTION_GROUPS,
  SECTION_RULE,
} Section;

/* The place in a file, and what its [replies] says for all its rules. */
typedef struct
{
  PostinoReplyFiles *files;
  const char *path;
  guint line;
  Section section;
  PostinoReplyEntry *entry;
  gboolean family;
  char *hosts;
  char *providers;
} Reader;

G_GNUC_PRINTF (2, 3)
static void
report (Reader *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (self->files->problems, postino_problem_new (self->path, self->line, message));
}

static void
example_free (PostinoReplyExample *example)
{
  g_free (example->host);
  g_free (example->reply);
  g_array_unref (example->others);
  g_free (example);
}

static void
entry_free (PostinoReplyEntry *entry)
{
  g_free (entry->path);
  g_ptr_array_unref (entry->examples);
  g_ptr_array_unref (entry->texts);
  g_free (entry);
}

/* Keeps @text alive with the entry. */
static const char *
keep (PostinoReplyEntry *entry, char *text)
{
  g_ptr_array_add (entry->texts, text);

  return text;
}

static void
start_rule (Reader *self, const char *nick)
{
  PostinoReplyEntry *entry = g_new0 (PostinoReplyEntry, 1);
  int number = 0;

  if (!postino_enum_from_nick (self->files->sections, nick, &number))
    report (self,
            self->files->kind == POSTINO_PROTOCOLS ? "“%s” is no protocol" : "“%s” is no cause",
            nick);

  entry->path = g_strdup (self->path);
  entry->line = self->line;
  entry->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
  entry->texts = g_ptr_array_new_with_free_func (g_free);
  entry->rule.cause = (PostinoCause) number;
  entry->rule.protocols = entry->rule.stages = G_MAXUINT8;
  entry->rule.codes = entry->rule.statuses = entry->rule.enhanced = "";
  entry->rule.words = entry->rule.without = "";
  entry->rule.hosts = keep (entry, g_strdup (self->hosts != NULL ? self->hosts : ""));
  entry->rule.providers = keep (entry, g_strdup (self->providers != NULL ? self->providers : ""));
  /* Until all of it is known, the grade only says whether it is a family's. */
  entry->rule.grade = self->family ? POSTINO_REPLY_FAMILY : POSTINO_REPLY_WORDS;
  g_ptr_array_add (self->files->entries, entry);
  self->entry = entry;
}

static void
read_section (Reader *self, char *line)
{
  gsize length = strlen (line);

  if (line[length - 1] != ']')
    {
      report (self, "This is no [section]: “%s”", line);
      return;
    }
  line[length - 1] = '\0';
  line++;

  self->section = SECTION_RULE;
  if (g_str_equal (line, "replies"))
    self->section = SECTION_FILE;
  else if (g_str_equal (line, "words"))
    self->section = SECTION_GROUPS;
  else
    start_rule (self, line);
}

/* A list of nicks as a set of bits. */
static guint8
read_set (Reader *self, const char *value, GType type)
{
  g_auto (GStrv) nicks = g_strsplit (value, ";", -1);
  guint8 set = 0;

  for (char **nick = nicks; *nick != NULL; nick++)
    {
      int number = 0;
      if (postino_enum_from_nick (type, g_strstrip (*nick), &number))
        set |= (guint8) (1 << number);
      else
        report (self, "“%s” is not known here", *nick);
    }

  return set;
}

/* "a; b" → "a;b" */
static char *
read_list (Reader *self, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ";", -1);

  for (char **item = items; *item != NULL; item++)
    if (*g_strstrip (*item) == '\0')
      report (self, "Nothing stands between two semicolons");

  return g_strjoinv (";", items);
}

static const char *
read_words (Reader *self, const char *value, const char *before)
{
  char *problem = NULL;
  g_autofree char *words = postino_reply_words_compile (value, self->files->groups, &problem);

  if (words == NULL)
    {
      report (self, "%s", problem);
      g_free (problem);
      return before;
    }

  return keep (self->entry,
               *before != '\0' ? g_strconcat (before, "|", words, NULL) : g_steal_pointer (&words));
}

/* "smtp login smtp.example.org: 535 5.7.8 …" */
static void
read_example (Reader *self, const char *value)
{
  const char *colon = strstr (value, ": ");
  g_autofree char *head =
    colon != NULL ? g_strndup (value, (gsize) (colon - value)) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit (head, " ", -1);
  guint count = g_strv_length (words);
  int protocol, stage;

  if (count < 2 || count > 3 || !postino_enum_from_nick (POSTINO_TYPE_PROTOCOL, words[0], &protocol)
      || !postino_enum_from_nick (POSTINO_TYPE_STAGE, words[1], &stage))
    {
      report (self, "An example is “PROTOCOL STAGE [HOST]: REPLY”");
      return;
    }

  PostinoReplyExample *example = g_new0 (PostinoReplyExample, 1);
  example->host = g_strdup (words[2]);
  example->scene =
    (PostinoReplyScene){(PostinoProtocol) protocol, (PostinoStage) stage, example->host, NULL};
  example->reply = g_strcompress (colon + 2);
  example->others = g_array_new (FALSE, FALSE, sizeof (PostinoCause));
  example->line = self->line;
  g_ptr_array_add (self->entry->examples, example);
}

/* What the example above names as well. */
static void
read_others (Reader *self, const char *value)
{
  GPtrArray *examples = self->entry->examples;
  g_auto (GStrv) nicks = g_strsplit (value, ";", -1);
  int number;

  for (char **nick = nicks; *nick != NULL; nick++)
    if (examples->len == 0 || !postino_enum_from_nick (POSTINO_TYPE_CAUSE, *nick, &number))
      report (self, "“%s” is no cause, or stands below no example", *nick);
    else
      {
        PostinoReplyExample *example = g_ptr_array_index (examples, examples->len - 1);
        PostinoCause cause = (PostinoCause) number;

        g_array_append_val (example->others, cause);
      }
}

static void
read_rule_key (Reader *self, const char *key, const char *value)
{
  PostinoReplyEntry *entry = self->entry;
  PostinoReplyRule *rule = &entry->rule;

  if (g_str_equal (key, "Example"))
    read_example (self, value);
  else if (g_str_equal (key, "Or"))
    read_others (self, value);
  else if (g_str_equal (key, "Words"))
    rule->words = read_words (self, value, rule->words);
  else if (g_str_equal (key, "Without"))
    rule->without = read_words (self, value, rule->without);
  else if (g_str_equal (key, "Protocol"))
    rule->protocols = read_set (self, value, POSTINO_TYPE_PROTOCOL);
  else if (g_str_equal (key, "Stage"))
    rule->stages = read_set (self, value, POSTINO_TYPE_STAGE);
  else if (g_str_equal (key, "Code"))
    rule->codes = keep (entry, read_list (self, value));
  else if (g_str_equal (key, "Status"))
    rule->statuses = keep (entry, read_list (self, value));
  else if (g_str_equal (key, "Enhanced"))
    rule->enhanced = keep (entry, read_list (self, value));
  else if (g_str_equal (key, "Hosts") && g_str_equal (value, "*"))
    rule->hosts = rule->providers = "";
  else if (g_str_equal (key, "Hosts"))
    rule->hosts = keep (entry, read_list (self, value));
  else
    report (self, "A rule has no key “%s”", key);
}

static void
read_file_key (Reader *self, const char *key, const char *value)
{
  char **target = g_str_equal (key, "Hosts")       ? &self->hosts
                  : g_str_equal (key, "Providers") ? &self->providers
                                                   : NULL;

  if (g_str_equal (key, "Family"))
    self->family = TRUE;
  else if (target == NULL)
    report (self, "[replies] has no key “%s”", key);
  else
    {
      g_free (*target);
      *target = read_list (self, value);
    }
}

static void
read_group (Reader *self, const char *name, const char *value)
{
  g_autofree char *problem = NULL;
  g_autofree char *phrases = postino_reply_words_compile (value, self->files->groups, &problem);

  if (phrases == NULL)
    report (self, "%s", problem);
  else if (strpbrk (phrases, "|+~") != NULL)
    report (self, "A group has phrases, separated by commas");
  else if (!g_hash_table_insert (self->files->groups, g_strdup (name), g_steal_pointer (&phrases)))
    report (self, "The group “%s” is there twice", name);
}

static void
read_key (Reader *self, char *line)
{
  char *equals = strchr (line, '=');

  if (equals == NULL || equals == line || equals[1] == '\0')
    {
      report (self, "This is neither a comment, nor a [section], nor a key with its value");
      return;
    }
  *equals = '\0';

  switch (self->section)
    {
    case SECTION_FILE:
      read_file_key (self, line, equals + 1);
      break;
    case SECTION_GROUPS:
      read_group (self, line, equals + 1);
      break;
    case SECTION_RULE:
      read_rule_key (self, line, equals + 1);
      break;
    case SECTION_NONE:
    default:
      report (self, "“%s” stands before the first [section]", line);
      break;
    }
}

void
postino_reply_files_add (PostinoReplyFiles *self, const char *path, const char *text)
{
  g_return_if_fail (path != NULL && text != NULL);

  Reader reader = {.files = self, .path = path};
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (!g_utf8_validate (text, -1, NULL))
    {
      report (&reader, "This is not text in UTF-8");
      return;
    }

  for (char **line = lines; *line != NULL; line++)
    {
      reader.line++;
      g_strstrip (*line);
      if (**line == '[')
        read_section (&reader, *line);
      else if (**line != '\0' && **line != '#')
        read_key (&reader, *line);
    }

  g_free (reader.hosts);
  g_free (reader.providers);
}

PostinoReplyFiles *
postino_reply_files_new (PostinoReplyKind kind)
{
  PostinoReplyFiles *self = g_new0 (PostinoReplyFiles, 1);

  self->kind = kind;
  self->sections = kind == POSTINO_PROTOCOLS ? POSTINO_TYPE_PROTOCOL : POSTINO_TYPE_CAUSE;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
postino_reply_files_free (PostinoReplyFiles *self)
{
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->groups);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
