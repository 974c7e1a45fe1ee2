/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is odd about a user name and a password, without the password: signs that
 * something else was typed than was meant.
 */
#pragma once

#include "postino-address.h"
#include "postino-secret.h"

G_BEGIN_DECLS

/**
 * PostinoPasswordSigns:
 * @POSTINO_PASSWORD_SIGN_NONE: nothing is odd
 * @POSTINO_PASSWORD_SIGN_SPACE_AROUND: white space before or after it
 * @POSTINO_PASSWORD_SIGN_SPACE_INSIDE: white space inside
 * @POSTINO_PASSWORD_SIGN_LINE_END: a CR or LF in it, as when it was pasted
 * @POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD: four groups of four letters, as app
 *   passwords are shown; not %POSTINO_PASSWORD_SIGN_SPACE_INSIDE then
 * @POSTINO_PASSWORD_SIGN_OTHER_LETTERS: letters beyond a to z, as another keyboard
 *   layout types them
 * @POSTINO_PASSWORD_SIGN_OTHER_SCRIPT: letters of another script than Latin and those of
 *   the address; also %POSTINO_PASSWORD_SIGN_OTHER_LETTERS then
 * @POSTINO_PASSWORD_SIGN_IS_ADDRESS: it is the address or the user name
 * @POSTINO_PASSWORD_SIGN_CAPITALS: three letters or more, and all of them capitals
 * @POSTINO_PASSWORD_SIGN_LOOKALIKES: a 0, O, 1, l or I, which look alike
 * @POSTINO_PASSWORD_SIGN_LOCAL_PART: the user name is what stands before the \@
 * @POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS: the user name is the whole address
 *
 * None of them tells the password.
 */
typedef enum
{
  POSTINO_PASSWORD_SIGN_NONE = 0,
  POSTINO_PASSWORD_SIGN_SPACE_AROUND = 1 << 0,
  POSTINO_PASSWORD_SIGN_SPACE_INSIDE = 1 << 1,
  POSTINO_PASSWORD_SIGN_LINE_END = 1 << 2,
  POSTINO_PASSWORD_SIGN_SPACED_APP_PASSWORD = 1 << 3,
  POSTINO_PASSWORD_SIGN_OTHER_LETTERS = 1 << 4,
  POSTINO_PASSWORD_SIGN_IS_ADDRESS = 1 << 5,
  POSTINO_PASSWORD_SIGN_CAPITALS = 1 << 6,
  POSTINO_PASSWORD_SIGN_LOOKALIKES = 1 << 7,
  POSTINO_PASSWORD_SIGN_LOCAL_PART = 1 << 8,
  POSTINO_PASSWORD_SIGN_WHOLE_ADDRESS = 1 << 9,
  POSTINO_PASSWORD_SIGN_OTHER_SCRIPT = 1 << 10,
} PostinoPasswordSigns;

/**
 * postino_password_signs:
 * @password: (nullable): the password; an access token has no signs
 * @username: (nullable): the user name it goes with
 * @address: the address
 *
 * Reads the password where it is: nothing of it is copied, and the time it takes
 * does not matter, since nobody else waits for it.
 *
 * Returns: what is odd
 */
PostinoPasswordSigns postino_password_signs (PostinoSecret *password,
                                             const char *username,
                                             const PostinoAddress *address);

G_END_DECLS
