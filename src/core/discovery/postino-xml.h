/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML from strangers: read without entities, DTDs, network and noise, and the few
 * ways to walk through it that a reader of settings needs.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * PostinoXmlError:
 * @POSTINO_XML_ERROR_MALFORMED: it is no well-formed XML
 * @POSTINO_XML_ERROR_DOCTYPE: it has a document type declaration
 *
 * The messages are short English sentences for a log.
 */
typedef enum
{
  POSTINO_XML_ERROR_MALFORMED,
  POSTINO_XML_ERROR_DOCTYPE,
} PostinoXmlError;

#define POSTINO_XML_ERROR (postino_xml_error_quark ())
GQuark postino_xml_error_quark (void);

/**
 * postino_xml_parse:
 * @text: the document, in any encoding that it declares
 * @length: length of @text in bytes
 * @error: #PostinoXmlError
 *
 * A document type declaration ends the reading where it stands: without one there
 * are no entities to expand and none to fetch. Two mistakes that are often made are
 * passed over: white space before the XML declaration, and bytes that are not of
 * the declared UTF-8, which become U+FFFD.
 *
 * Returns: (transfer full): the document, which has a root, or %NULL
 */
xmlDoc *postino_xml_parse (const char *text, gsize length, GError **error);

/**
 * postino_xml_is_element:
 * @node: a node
 * @name: an element's name
 *
 * Returns: whether @node is that element, in the namespace of its parent; another
 *   namespace's elements are somebody's extension
 */
gboolean postino_xml_is_element (const xmlNode *node, const char *name);

/**
 * postino_xml_first:
 * @parent: (nullable): an element
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the first child element of that name
 */
xmlNode *postino_xml_first (const xmlNode *parent, const char *name);

/**
 * postino_xml_next:
 * @element: an element
 *
 * Returns: (transfer none) (nullable): the next sibling of the same name
 */
xmlNode *postino_xml_next (const xmlNode *element);

/**
 * postino_xml_get_text:
 * @element: (nullable): an element
 *
 * Returns: (transfer full) (nullable): its text, without that of its children and
 *   the white space around it; %NULL where that is empty or longer than any
 *   setting is
 */
char *postino_xml_get_text (const xmlNode *element);

/**
 * postino_xml_get_child_text:
 * @parent: (nullable): an element
 * @name: a name
 *
 * Returns: (transfer full) (nullable): the text of the first child of that name
 */
char *postino_xml_get_child_text (const xmlNode *parent, const char *name);

/**
 * postino_xml_get_attribute:
 * @element: an element
 * @name: a name
 *
 * Returns: (transfer full) (nullable): the attribute's value, as in
 *   postino_xml_get_text()
 */
char *postino_xml_get_attribute (const xmlNode *element, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
