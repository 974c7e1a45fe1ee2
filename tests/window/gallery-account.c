/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the Account page.
 */
#include "gallery-show.h"

#include "postino-account-page.h"

static void
account_empty (PostinoWindow *window, const char *argument)
{
}

/* What other programs have. */
static void
account_found (PostinoWindow *window, const char *argument)
{
  PostinoPage *page = postino_window_get_page (window, "account");

  fake_backend_set_found (gallery_get_backend (window), argument);
  g_signal_emit_by_name (
    gtk_widget_get_template_child (GTK_WIDGET (page), POSTINO_TYPE_ACCOUNT_PAGE, "found"),
    "changed");
}

/* Where the desktop has signed in already. */
static void
account_sign_in (PostinoWindow *window, const char *argument)
{
  account_found (window, "browser");
  gallery_type_account (window, argument, "");
}

static void
account_typed (PostinoWindow *window, const char *argument)
{
  gallery_type_account (window, argument, "");
}

/* Typed with a keyboard that is set to Russian. */
static void
account_other_script (PostinoWindow *window, const char *argument)
{
  gallery_type_account (window, argument, "дыня");
}

static void
account_message (PostinoWindow *window, const char *argument)
{
  gallery_type_account (window, argument, "");
  postino_account_page_check_address (
    POSTINO_ACCOUNT_PAGE (postino_window_get_page (window, "account")));
}

static void
account_sending (PostinoWindow *window, const char *argument)
{
  PostinoPage *page = postino_window_get_page (window, "account");

  gallery_complete_account (window, argument);
  postino_setup_set_sending_username (postino_window_get_setup (window), "ada1815");
  postino_account_page_set_password (POSTINO_ACCOUNT_PAGE (page), POSTINO_SIDE_OUTGOING, "other");
  postino_page_focus_field (page, POSTINO_FIELD_SENDING_USERNAME);
}

static void
account_new_password (PostinoWindow *window, const char *argument)
{
  gallery_complete_account (window, argument);
  postino_page_focus_field (postino_window_get_page (window, "account"),
                            POSTINO_FIELD_NEW_PASSWORD);
}

static void
account_busy (PostinoWindow *window, const char *argument)
{
  gallery_complete_account (window, argument);
  postino_page_run (postino_window_get_page (window, "account"));
}

const GalleryState gallery_account_states[] = {
  {"account-empty", account_empty, NULL},
  {"account-known", gallery_complete_account, "ada@example.org"},
  {"account-app-password", account_typed, "ada@apps.example"},
  {"account-found", account_found, "some"},
  {"account-found-long", account_found, "long"},
  {"account-sign-in", account_sign_in, "ada@browser.example"},
  {"account-oauth", account_typed, "ada@browser.example"},
  {"account-bridge", account_typed, "ada@bridge.example"},
  {"account-unsupported", account_typed, "ada@closed.example"},
  {"account-typo", account_typed, "ada@exmaple.org"},
  {"account-no-address", account_message, "ada.example.org"},
  {"account-other-script", account_other_script, "ada@example.org"},
  {"account-sending", account_sending, "ada@example.org"},
  {"account-new-password", account_new_password, "ada@example.org"},
  {"account-busy", account_busy, "ada@unknown.example"},
  {NULL, NULL, NULL},
};
