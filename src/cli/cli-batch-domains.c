/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "postino-cli"

#include "cli-batch-domains.h"

#include "cli-batch-settings.h"

/* Domains that are remembered: the first one is forgotten for the next. */
#define MAX_DOMAINS 1000

typedef struct
{
  char *settings;      /* reference-counted; NULL while it is searched for */
  JsonObject *found;   /* the same, read */
  gboolean individual; /* each address of the domain is another matter */
  GPtrArray *waiting;
} Domain;

struct _CliBatchDomains
{
  GHashTable *domains;
  GQueue names; /* of those that are found, in the hash table's keeping */
};

static void
domain_free (gpointer data)
{
  Domain *self = data;

  g_clear_pointer (&self->settings, g_ref_string_release);
  g_clear_pointer (&self->found, json_object_unref);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

static void
line_free (gpointer line)
{
  cli_batch_line_free (line);
}

CliBatchDomains *
cli_batch_domains_new (void)
{
  CliBatchDomains *self = g_new0 (CliBatchDomains, 1);

  self->domains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, domain_free);
  g_queue_init (&self->names);

  return self;
}

void
cli_batch_domains_free (CliBatchDomains *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->names);
  g_hash_table_unref (self->domains);
  g_free (self);
}

static Domain *
add (CliBatchDomains *self, const char *name)
{
  Domain *domain = g_new0 (Domain, 1);

  domain->waiting = g_ptr_array_new_with_free_func (line_free);
  g_hash_table_insert (self->domains, g_strdup (name), domain);

  return domain;
}

CliDomainState
cli_batch_domains_ask (CliBatchDomains *self, CliBatchLine *line)
{
  Domain *domain = g_hash_table_lookup (self->domains, line->domain);

  if (domain == NULL)
    {
      add (self, line->domain);
      return CLI_DOMAIN_SEARCH;
    }
  if (domain->individual)
    return CLI_DOMAIN_SEARCH;
  if (domain->settings == NULL)
    {
      g_ptr_array_add (domain->waiting, line);
      return CLI_DOMAIN_WAIT;
    }

  cli_batch_line_take_settings (line, domain->settings, domain->found);
  return CLI_DOMAIN_FOUND;
}

static JsonObject *
read_object (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static void
remember (CliBatchDomains *self, const char *name, Domain *domain)
{
  gpointer key;

  if (self->names.length >= MAX_DOMAINS)
    g_hash_table_remove (self->domains, g_queue_pop_head (&self->names));
  g_hash_table_lookup_extended (self->domains, name, &key, NULL);
  g_queue_push_tail (&self->names, key);
}

GPtrArray *
cli_batch_domains_take (CliBatchDomains *self, CliBatchLine *line, const char *text)
{
  Domain *domain = g_hash_table_lookup (self->domains, line->domain);
  g_autoptr (GRefString) settings = text != NULL ? g_ref_string_new (text) : NULL;
  g_autoptr (JsonObject) found = text != NULL ? read_object (text) : NULL;
  GPtrArray *waiting = NULL;

  if (settings != NULL)
    cli_batch_line_take_settings (line, settings, found);
  if (domain == NULL || domain->settings != NULL || domain->individual)
    return g_ptr_array_new ();

  waiting = g_steal_pointer (&domain->waiting);
  g_ptr_array_set_free_func (waiting, NULL);
  domain->waiting = g_ptr_array_new_with_free_func (line_free);
  if (settings == NULL)
    {
      g_hash_table_remove (self->domains, line->domain);
      return waiting;
    }

  domain->individual = json_object_get_boolean_member (found, "individual");
  if (!domain->individual)
    {
      domain->settings = g_steal_pointer (&settings);
      domain->found = g_steal_pointer (&found);
    }
  remember (self, line->domain, domain);
  return waiting;
}
