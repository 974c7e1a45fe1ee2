/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first page: name, address, password.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

#define POSTINO_TYPE_ACCOUNT_PAGE (postino_account_page_get_type ())
G_DECLARE_FINAL_TYPE (PostinoAccountPage, postino_account_page, POSTINO, ACCOUNT_PAGE, PostinoPage)

/**
 * postino_account_page_set_password:
 * @self: a page
 * @side: which password
 * @text: the password; "" wipes the field
 *
 * For the start of another account, and for the gallery.
 */
void
postino_account_page_set_password (PostinoAccountPage *self, PostinoSide side, const char *text);

/**
 * postino_account_page_check_address:
 * @self: a page
 *
 * Says in words why what was typed is no address, as when its field is left.
 */
void postino_account_page_check_address (PostinoAccountPage *self);

/**
 * postino_account_page_preview:
 * @self: a page that is not attached yet
 *
 * Looks as it does when it is shown with nothing typed.
 */
void postino_account_page_preview (PostinoAccountPage *self);

/**
 * postino_account_page_give_passwords:
 * @self: the page
 *
 * The setup holds what stands in the fields.
 */
void postino_account_page_give_passwords (PostinoAccountPage *self);

/**
 * postino_account_page_show_passwords:
 * @self: a page
 *
 * Fills in the passwords that the setup holds.
 */
void postino_account_page_show_passwords (PostinoAccountPage *self);

G_END_DECLS
