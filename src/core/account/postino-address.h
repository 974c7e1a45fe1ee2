/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An e-mail address as a person has it (RFC 5321 section 4.1.2, RFC 6531 for
 * international ones), and the user names that are made from it.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PostinoAddress:
 * @name: (nullable): the display name, when one was pasted along
 * @local_part: what stands before the @, as typed
 * @domain: what stands after it, lower case, as a person reads it (U-labels)
 * @domain_ascii: the same for DNS, TLS and HTTP (A-labels)
 */
typedef struct
{
  char *name;
  char *local_part;
  char *domain;
  char *domain_ascii;
} PostinoAddress;

/**
 * PostinoAddressError:
 * @POSTINO_ADDRESS_ERROR_EMPTY: nothing was typed
 * @POSTINO_ADDRESS_ERROR_NO_AT: there is no @
 * @POSTINO_ADDRESS_ERROR_LOCAL_PART: what stands before the @ cannot be right
 * @POSTINO_ADDRESS_ERROR_DOMAIN: what stands after the @ cannot be right
 *
 * The messages are translated sentences for the person who typed.
 */
typedef enum
{
  POSTINO_ADDRESS_ERROR_EMPTY,
  POSTINO_ADDRESS_ERROR_NO_AT,
  POSTINO_ADDRESS_ERROR_LOCAL_PART,
  POSTINO_ADDRESS_ERROR_DOMAIN,
} PostinoAddressError;

#define POSTINO_ADDRESS_ERROR (postino_address_error_quark ())
GQuark postino_address_error_quark (void);

/**
 * postino_address_parse:
 * @text: what was typed or pasted: an address, "Name <address>", or a mailto: URI
 * @error: #PostinoAddressError
 *
 * White space around the address (and invisible characters that come along when
 * pasting) is dropped.
 *
 * Returns: (transfer full): the address, or %NULL with @error set
 */
PostinoAddress *postino_address_parse (const char *text, GError **error);

PostinoAddress *postino_address_copy (const PostinoAddress *self);
void postino_address_free (PostinoAddress *self);

/**
 * postino_address_to_string:
 * @self: an address
 *
 * Returns: (transfer full): "local-part@domain", as a person reads it
 */
char *postino_address_to_string (const PostinoAddress *self);

/**
 * postino_address_to_ascii:
 * @self: an address
 *
 * Returns: (transfer full): "local-part@domain" with the domain in A-labels
 */
char *postino_address_to_ascii (const PostinoAddress *self);

/**
 * postino_address_is_spelled:
 * @self: an address
 * @text: what may be it, such as a user name
 *
 * Returns: whether @text is the address, in whatever letter case and with its domain in
 *   either spelling
 */
gboolean postino_address_is_spelled (const PostinoAddress *self, const char *text);

/**
 * postino_address_guess_name:
 * @self: an address
 *
 * Returns: (transfer full): the pasted name, or one made from the local part
 *   ("ada.lovelace" → "Ada Lovelace")
 */
char *postino_address_guess_name (const PostinoAddress *self);

/**
 * postino_address_expand:
 * @self: an address
 * @template: text with %EMAILADDRESS%, %EMAILLOCALPART%, %EMAILDOMAIN% and
 *   %EMAILHOSTNAME% (the domain as well) in any mix, as in Mozilla's autoconfig
 *   format
 *
 * Returns: (transfer full): @template with the placeholders filled in
 */
char *postino_address_expand (const PostinoAddress *self, const char *template);

/**
 * postino_domain_to_ascii:
 * @domain: a domain or host name, U-labels or A-labels, with or without a dot at
 *   its end
 *
 * IDNA2008 (RFC 5891) through libidn2, and checked as a host name (RFC 1123):
 * an IP address literal is passed through.
 *
 * Returns: (transfer full) (nullable): lower case A-labels, or %NULL if @domain
 *   can be no host name
 */
char *postino_domain_to_ascii (const char *domain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostinoAddress, postino_address_free)

G_END_DECLS
