/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several states have in common.
 */
#include "gallery-show.h"

#include "postino-account-page.h"

FakeBackend *
gallery_get_backend (PostinoWindow *window)
{
  return FAKE_BACKEND (postino_page_get_backend (postino_window_get_page (window, "account")));
}

void
gallery_type_account (PostinoWindow *window, const char *address, const char *password)
{
  PostinoSetup *setup = postino_window_get_setup (window);
  PostinoPage *page = postino_window_get_page (window, "account");

  postino_setup_set_name (setup, "Ada Lovelace");
  postino_setup_set_address (setup, address);
  postino_account_page_set_password (POSTINO_ACCOUNT_PAGE (page), POSTINO_SIDE_INCOMING, password);
}

void
gallery_find_servers (PostinoWindow *window, gboolean anything)
{
  PostinoSetup *setup = postino_window_get_setup (window);
  g_autoptr (PostinoAddress) address = postino_setup_parse_address (setup, NULL);
  g_autofree char *text = postino_address_to_string (address);

  postino_setup_take_found (setup, address, anything ? fake_settings (text) : NULL);
}

void
gallery_show_page (PostinoWindow *window, const char *name)
{
  PostinoPage *page = postino_window_get_page (window, name);

  postino_window_present_page (window, page);
  postino_page_shown (page);
}

void
gallery_complete_account (PostinoWindow *window, const char *address)
{
  gallery_type_account (window, address, "correct horse");
}
