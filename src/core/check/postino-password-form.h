/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes along with a password by mistake: the spaces that providers show app
 * passwords with, a line end or a space from the clipboard.
 */
#pragma once

#include "postino-provider.h"

G_BEGIN_DECLS

/**
 * PostinoPasswordForm:
 * @POSTINO_PASSWORD_AS_TYPED: nothing is changed; always tried first
 * @POSTINO_PASSWORD_TRIMMED: without spaces and line ends at its ends
 * @POSTINO_PASSWORD_WITHOUT_SPACES: without any of them
 */
typedef enum
{
  POSTINO_PASSWORD_AS_TYPED,
  POSTINO_PASSWORD_TRIMMED,
  POSTINO_PASSWORD_WITHOUT_SPACES,
} PostinoPasswordForm;

/**
 * postino_password_form_apply:
 * @self: a form
 * @password: a password as typed
 *
 * Returns: (transfer full): the password in that form; the same one when nothing
 *   changes
 */
PostinoSecret *postino_password_form_apply (PostinoPasswordForm self, PostinoSecret *password);

/**
 * postino_password_form_suggest:
 * @password: (nullable): a password as typed
 * @provider: (nullable): the provider
 *
 * An app password in groups loses its spaces only where the provider has such
 * passwords; spaces at the ends are a slip anywhere.
 *
 * Returns: the form that may have been meant, "as typed" when there is none
 */
PostinoPasswordForm
postino_password_form_suggest (PostinoSecret *password, const PostinoProvider *provider);

G_END_DECLS
