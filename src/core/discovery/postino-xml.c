/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libxml2, with everything off that a stranger could use: no XML_PARSE_HUGE, so
 * that its limits of depth and size stand; no DTD, so that there is no entity.
 */
#define G_LOG_DOMAIN "postino-discovery"

#include "postino-xml.h"

#include "postino-text.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* Bytes. No setting is as long. */
#define MAX_TEXT 2000

/* Characters of libxml2's message, which may quote the document. */
#define MAX_MESSAGE 200

#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

G_DEFINE_QUARK (postino - xml - error - quark, postino_xml_error)

/* Comes before anything that stands in the declaration, or outside, is read. */
static void
on_doctype (void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
  xmlParserCtxt *parser = context;

  parser->_private = parser;
  xmlStopParser (parser);
}

/* What libxml2 has to say of encodings goes past the parser's options. */
static void
on_noise (void *context, const char *format, ...)
{
}

static void
set_malformed (xmlParserCtxt *parser, GError **error)
{
  const xmlError *found = xmlCtxtGetLastError (parser);
  const char *message = found != NULL && found->message != NULL ? found->message : "it is empty";
  g_autofree char *safe = postino_text_make_safe (message, MAX_MESSAGE);

  g_strstrip (g_strdelimit (safe, "\n", ' '));
  g_set_error (error, POSTINO_XML_ERROR, POSTINO_XML_ERROR_MALFORMED,
               "This is no well-formed XML: line %d: %s", found != NULL ? found->line : 1, safe);
}

static xmlDoc *
read_document (const char *text, gsize length, GError **error)
{
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  parser->sax->internalSubset = on_doctype;

  xmlSetGenericErrorFunc (NULL, on_noise);
  g_autoptr (xmlDoc) doc = xmlCtxtReadMemory (parser, text, (int) length, NULL, NULL, OPTIONS);
  xmlSetGenericErrorFunc (NULL, NULL);

  gboolean stopped = parser->_private != NULL;

  if (stopped)
    g_set_error_literal (error, POSTINO_XML_ERROR, POSTINO_XML_ERROR_DOCTYPE,
                         "The document has a document type declaration, so it is not read");
  else if (doc == NULL || xmlDocGetRootElement (doc) == NULL)
    {
      set_malformed (parser, error);
      g_clear_pointer (&doc, xmlFreeDoc);
    }

  xmlFreeParserCtxt (parser);
  return stopped ? NULL : g_steal_pointer (&doc);
}

/* Latin-1 that is said to be UTF-8: a name loses a letter or two. */
static gboolean
has_wrong_encoding (const char *text, gsize length)
{
  return memchr (text, '\0', length) == NULL && !g_utf8_validate (text, (gssize) length, NULL);
}

xmlDoc *
postino_xml_parse (const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL && length <= G_MAXINT, NULL);

  /* Scripts leave empty lines before the declaration, which has to come first. */
  for (; length > 0 && g_ascii_isspace (*text); text++)
    length--;

  g_autoptr (GError) local_error = NULL;
  xmlDoc *doc = read_document (text, length, &local_error);

  if (g_error_matches (local_error, POSTINO_XML_ERROR, POSTINO_XML_ERROR_MALFORMED)
      && has_wrong_encoding (text, length))
    {
      g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

      g_clear_error (&local_error);
      doc = read_document (valid, MIN (strlen (valid), G_MAXINT), &local_error);
    }

  if (doc == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return doc;
}

static const char *
namespace_of (const xmlNode *node)
{
  return node->ns != NULL ? (const char *) node->ns->href : NULL;
}

gboolean
postino_xml_is_element (const xmlNode *node, const char *name)
{
  const xmlNode *parent = node->parent;

  if (node->type != XML_ELEMENT_NODE || strcmp ((const char *) node->name, name) != 0)
    return FALSE;

  return parent == NULL || parent->type != XML_ELEMENT_NODE
         || g_strcmp0 (namespace_of (node), namespace_of (parent)) == 0;
}

static xmlNode *
find_from (xmlNode *node, const char *name)
{
  while (node != NULL && !postino_xml_is_element (node, name))
    node = node->next;

  return node;
}

xmlNode *
postino_xml_first (const xmlNode *parent, const char *name)
{
  return parent != NULL ? find_from (parent->children, name) : NULL;
}

xmlNode *
postino_xml_next (const xmlNode *element)
{
  return find_from (element->next, (const char *) element->name);
}

/* Takes @text. */
static char *
usable (GString *text)
{
  char *bare = g_strstrip (g_string_free (text, FALSE));

  if (*bare == '\0' || strlen (bare) > MAX_TEXT)
    g_clear_pointer (&bare, g_free);
  return bare;
}

char *
postino_xml_get_text (const xmlNode *element)
{
  if (element == NULL)
    return NULL;

  GString *text = g_string_new (NULL);
  for (const xmlNode *node = element->children; node != NULL; node = node->next)
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      g_string_append (text, (const char *) node->content);

  return usable (text);
}

char *
postino_xml_get_child_text (const xmlNode *parent, const char *name)
{
  return postino_xml_get_text (postino_xml_first (parent, name));
}

char *
postino_xml_get_attribute (const xmlNode *element, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (element, (const xmlChar *) name);

  if (value == NULL)
    return NULL;

  GString *text = g_string_new ((const char *) value);
  xmlFree (value);
  return usable (text);
}
