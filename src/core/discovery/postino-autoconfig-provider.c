/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts are a stranger's: safe and short before anybody sees them. Links are
 * https or none.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-autoconfig-provider.h"

#include "postino-text.h"
#include "postino-xml.h"

#include <string.h>

/* Characters; a note is a sentence or two. */
#define MAX_ID   100
#define MAX_NAME 60
#define MAX_NOTE 200

typedef struct
{
  const xmlNode *provider, *config;
  const PostinoAddress *address;
} Reader;

/* One line with single spaces, safe to be shown, or %NULL if nothing is left of it.
 * Takes @text. */
static char *
make_shown (char *text, gsize max_chars)
{
  g_autofree char *taken = text;
  g_autofree char *safe = postino_text_make_safe (taken, G_MAXSIZE);
  g_auto (GStrv) words = g_strsplit_set (safe, " \n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", *word);

  return line->len > 0 ? postino_text_make_safe (line->str, max_chars) : NULL;
}

/* Names that hosters make up from the domain show it as a person reads it. */
static char *
read_name (const Reader *self, const char *element)
{
  g_autofree char *text = postino_xml_get_child_text (self->provider, element);
  PostinoAddress shown = *self->address;

  shown.domain_ascii = shown.domain;
  return text != NULL ? make_shown (postino_address_expand (&shown, text), MAX_NAME) : NULL;
}

static char *
read_id (const Reader *self)
{
  g_autofree char *text = postino_xml_get_attribute (self->provider, "id");
  char *id = NULL;

  if (text != NULL)
    id = make_shown (postino_address_expand (self->address, text), MAX_ID);
  return id != NULL ? id : g_strdup (self->address->domain_ascii);
}

/* Nobody can say what a provider wants whose sign-in methods are all unknown. */
static PostinoPolicy
read_policy (const GPtrArray *servers)
{
  PostinoAuth all = 0;

  for (guint i = 0; i < servers->len; i++)
    {
      const PostinoServer *server = servers->pdata[i];
      all |= server->auth;
    }

  if (all == POSTINO_AUTH_OAUTH2)
    return POSTINO_POLICY_OAUTH;
  return all != 0 ? POSTINO_POLICY_PASSWORD : POSTINO_POLICY_UNKNOWN;
}

/* The page that @attribute names, with the placeholders filled in, or %NULL. */
static char *
read_href (const Reader *self, const xmlNode *element, const char *attribute)
{
  g_autofree char *text = postino_xml_get_attribute (element, attribute);
  g_autofree char *local_part = g_uri_escape_string (self->address->local_part, NULL, FALSE);
  PostinoAddress escaped = *self->address;

  if (text == NULL)
    return NULL;

  escaped.local_part = local_part;
  char *href = postino_address_expand (&escaped, text);
  if (!postino_link_href_is_valid (href))
    g_clear_pointer (&href, g_free);
  return href;
}

/* The first page of the kind that is one. */
static char *
find_page (const Reader *self, const xmlNode *parent, const char *name, const char *attribute)
{
  char *href = NULL;

  for (const xmlNode *element = postino_xml_first (parent, name); element != NULL && href == NULL;
       element = postino_xml_next (element))
    href = read_href (self, element, attribute);

  return href;
}

static void
add_pages (const Reader *self, GPtrArray *links)
{
  static const struct
  {
    PostinoLinkRel rel;
    const char *group, *name, *attribute;
  } pages[] = {
    {POSTINO_LINK_ENABLE_ACCESS, NULL, "enable", "visiturl"},
    {POSTINO_LINK_SIGN_IN, "webMail", "loginPage", "url"},
    {POSTINO_LINK_HELP, NULL, "documentation", "url"},
  };
  const xmlNode *places[] = {self->provider, self->config};

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *href = NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (places) && href == NULL; j++)
        {
          const xmlNode *parent =
            pages[i].group != NULL ? postino_xml_first (places[j], pages[i].group) : places[j];
          href = find_page (self, parent, pages[i].name, pages[i].attribute);
        }
      if (href != NULL)
        g_ptr_array_add (links, postino_link_new (pages[i].rel, href));
    }
}

/* Whether the person reads what is written in @language. The program speaks
 * English where it has no translation. */
static gboolean
is_persons_language (const char *language)
{
  const char *first = g_get_language_names ()[0];
  gboolean english = g_str_has_prefix (first, "en") || g_str_has_prefix (first, "C")
                     || g_str_has_prefix (first, "POSIX");
  gsize length = strcspn (first, "_.@");

  if (language == NULL)
    return english;
  return english ? g_ascii_strncasecmp (language, "en", 2) == 0
                 : g_ascii_strncasecmp (language, first, MAX (length, 2)) == 0;
}

/* What to switch on first, where the provider says it in the person's language and
 * in a few words. */
static char *
read_note (const Reader *self)
{
  const xmlNode *enable = postino_xml_first (self->provider, "enable");

  if (enable == NULL)
    enable = postino_xml_first (self->config, "enable");
  for (const xmlNode *element = postino_xml_first (enable, "instruction"); element != NULL;
       element = postino_xml_next (element))
    {
      g_autofree char *language = postino_xml_get_attribute (element, "lang");
      g_autofree char *text = postino_xml_get_text (element);

      if (text != NULL && g_utf8_strlen (text, -1) <= MAX_NOTE && is_persons_language (language))
        return make_shown (g_steal_pointer (&text), MAX_NOTE);
    }

  return NULL;
}

/* Files name a host where RFC 8414 has a URL. */
static char *
read_issuer (const Reader *self)
{
  const xmlNode *oauth = postino_xml_first (self->config, "oAuth2");

  if (oauth == NULL)
    oauth = postino_xml_first (self->provider, "oAuth2");

  g_autofree char *text = postino_xml_get_child_text (oauth, "issuer");
  if (text == NULL)
    return NULL;

  g_autoptr (GUri) uri =
    postino_link_href_is_valid (text) ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  return postino_domain_to_ascii (uri != NULL ? g_uri_get_host (uri) : text);
}

PostinoProvider *
postino_autoconfig_read_provider (const xmlNode *config,
                                  const xmlNode *element,
                                  const PostinoSettings *settings)
{
  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (element != NULL, NULL);

  const Reader reader = {element, config, settings->address};
  PostinoProvider *provider = postino_provider_new ();

  provider->id = read_id (&reader);
  provider->name = read_name (&reader, "displayName");
  if (provider->name == NULL)
    provider->name = read_name (&reader, "displayShortName");
  if (provider->name == NULL)
    provider->name = g_strdup (provider->id);
  provider->policy = read_policy (settings->incoming);
  provider->note = read_note (&reader);
  provider->oauth_issuer = read_issuer (&reader);
  add_pages (&reader, provider->links);

  return provider;
}
