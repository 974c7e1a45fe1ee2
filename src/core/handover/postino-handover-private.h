/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the targets write into a plan, and with what words.
 */
#pragma once

#include "postino-file-edit.h"
#include "postino-handover.h"

G_BEGIN_DECLS

/**
 * PostinoKeyringItem:
 * @schema: the name of the target's own schema
 * @label: what a person finds it by
 * @attributes: what the target finds it by
 * @outgoing: which of both passwords it holds
 */
typedef struct
{
  char *schema;
  char *label;
  GHashTable *attributes;
  gboolean outgoing;
} PostinoKeyringItem;

/**
 * PostinoHandoverDeliver:
 * @self: a plan with a request
 * @passwords: the passwords
 * @object: (inout): the name by which what was handed over earlier is taken back, or
 *   %NULL; then that of what is handed over here
 * @cancellable: (nullable): a cancellable
 * @error: what the service said
 *
 * Hands the request to the service. Blocks.
 *
 * Returns: whether it was taken
 */
typedef gboolean (*PostinoHandoverDeliver) (const PostinoHandover *self,
                                            PostinoSecret *const passwords[2],
                                            char **object,
                                            GCancellable *cancellable,
                                            GError **error);

struct _PostinoHandover
{
  const PostinoTarget *target;
  PostinoAccount *account;
  char *address;    /* of the account, one line, as it stands in marks */
  char *ca_file;    /* %NULL for the system's alone */
  GBytes *document; /* %NULL but for a document */
  char *document_name;
  GPtrArray *edits; /* PostinoFileEdit */
  GPtrArray *items; /* PostinoKeyringItem */
  GVariant *request;
  char *request_text; /* what the service is asked for, for a person */
  PostinoHandoverDeliver deliver;
};

/**
 * PostinoTargetWrite:
 * @self: an empty plan
 * @error: why it cannot be
 *
 * Returns: whether it is complete
 */
typedef gboolean (*PostinoTargetWrite) (PostinoHandover *self, GError **error);

/**
 * PostinoTargetRevoke:
 * @object: (nullable): what PostinoHandoverDeliver has named
 * @address: whose account
 * @edits: (element-type PostinoFileEdit): kind and path of each file that was written
 * @cancellable: (nullable): a cancellable
 * @error: what the service said
 *
 * Returns: whether it is gone
 */
typedef gboolean (*PostinoTargetRevoke) (const char *object,
                                         const char *address,
                                         const GPtrArray *edits,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * postino_target_get_write:
 * @self: a target
 *
 * Returns: what makes its plans
 */
PostinoTargetWrite postino_target_get_write (const PostinoTarget *self);

/**
 * postino_target_get_revoke:
 * @self: a target
 *
 * Returns: (nullable): what takes back from its service
 */
PostinoTargetRevoke postino_target_get_revoke (const PostinoTarget *self);

/**
 * postino_handover_set_document:
 * @self: a plan
 * @name: the name it should have in a folder
 * @text: (transfer full): its content
 *
 * Returns: %TRUE, for the target to end with
 */
gboolean postino_handover_set_document (PostinoHandover *self, const char *name, GString *text);

/**
 * postino_handover_add_edit:
 * @self: a plan
 * @edit: (transfer full) (nullable): a change, or %NULL after an error
 *
 * Returns: whether there is a change
 */
gboolean postino_handover_add_edit (PostinoHandover *self, PostinoFileEdit *edit);

/**
 * postino_handover_add_item:
 * @self: a plan
 * @schema: the target's schema
 * @label: what a person finds it by
 * @outgoing: which of both passwords it holds
 * @...: pairs of attribute and value, ended by %NULL
 */
void postino_handover_add_item (PostinoHandover *self,
                                const char *schema,
                                const char *label,
                                gboolean outgoing,
                                ...) G_GNUC_NULL_TERMINATED;

/**
 * postino_handover_refuse:
 * @self: a plan
 * @template: a translated sentence with {program}, {host}, {address} in it
 * @server: (nullable): the server it is about
 * @error: gets %POSTINO_HANDOVER_ERROR_UNFIT
 *
 * Returns: %FALSE, for the target to end with
 */
gboolean postino_handover_refuse (const PostinoHandover *self,
                                  const char *template,
                                  const PostinoServer *server,
                                  GError **error);

/**
 * postino_handover_take_bus_error:
 * @error: gets %POSTINO_HANDOVER_ERROR_REFUSED, or %G_IO_ERROR_CANCELLED as it is
 * @cause: (transfer full): what a call on the bus ended with
 * @template: a translated sentence with the service's own {words} in it
 */
void postino_handover_take_bus_error (GError **error, GError *cause, const char *template);

/**
 * postino_handover_refuse_but_imap:
 * @self: a plan
 * @error: gets %POSTINO_HANDOVER_ERROR_UNFIT
 *
 * For a target that receives mail by IMAP and with a sign-in alone.
 *
 * Returns: whether the account does
 */
gboolean postino_handover_refuse_but_imap (const PostinoHandover *self, GError **error);

/**
 * postino_handover_refuse_pinned:
 * @self: a plan
 * @error: gets %POSTINO_HANDOVER_ERROR_UNFIT
 *
 * For a target that cannot be told to trust exactly one certificate: with less than
 * that it would trust none, or all.
 *
 * Returns: whether no certificate was accepted by hand
 */
gboolean postino_handover_refuse_pinned (const PostinoHandover *self, GError **error);

/**
 * postino_handover_signs_in:
 * @server: a server
 *
 * Returns: whether anybody signs in there
 */
gboolean postino_handover_signs_in (const PostinoServer *server);

/**
 * postino_handover_make_username:
 * @self: a plan
 * @server: one of its servers, at which somebody signs in
 *
 * Returns: (transfer full): the user name as it would be for any address of the domain:
 *   %EMAILADDRESS% or %EMAILLOCALPART%; or else as it is
 */
char *postino_handover_make_username (const PostinoHandover *self, const PostinoServer *server);

/**
 * postino_handover_make_uuid:
 * @self: a plan
 * @role: which of the account's things it is for
 *
 * Returns: (transfer full): a UUID that is the same for the same account each time, so
 *   that what is handed over again replaces what was
 */
char *postino_handover_make_uuid (const PostinoHandover *self, const char *role);

/**
 * postino_handover_make_label:
 * @self: a plan
 *
 * Returns: (transfer full): the address in letters that every program takes for a name:
 *   A–Z a–z 0–9 @ . _ + -
 */
char *postino_handover_make_label (const PostinoHandover *self);

/**
 * postino_shell_quote:
 * @text: any text without a line break
 *
 * One word for sh(1): as it is, or where it is not made of letters, digits and
 * @%+=:,./_- alone, decoded by the shell. Neither a backslash nor a single quote
 * stands in it, and no dollar sign before a letter: configuration files read those in
 * ways of their own.
 *
 * Returns: (transfer full): the word
 */
char *postino_shell_quote (const char *text);

/**
 * postino_shell_make_lookup:
 * @account: an account that is in the keyring
 * @server: one of its servers
 *
 * Returns: (transfer full): the command that prints the password: secret-tool with
 *   the attributes of postino_vault_save_async()
 */
char *postino_shell_make_lookup (const PostinoAccount *account, const PostinoServer *server);

/**
 * postino_text_escape:
 * @text: a text
 * @special: characters that get a backslash
 *
 * Returns: (transfer full): the text
 */
char *postino_text_escape (const char *text, const char *special);

G_END_DECLS
