/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-accounts.h"

#include "compat.h"
#include "gallery-show.h"
#include "postino-accounts-page.h"
#include "postino-forget.h"

static const char *const names[] = {
  "accounts-none",
  "accounts-one",
  "accounts-trouble",
  "accounts-changed",
  "accounts-untested",
  "accounts-half",
  "accounts-twins",
  "accounts-many",
  "accounts-testing",
  "accounts-all",
  "accounts-reading",
  "accounts-locked",
  "accounts-closed",
  "accounts-forget",
  "accounts-forget-programs",
  "accounts-forget-trouble",
  "accounts-found",
  NULL,
};

const char *const *
gallery_accounts_list (void)
{
  return names;
}

/* As they are when they were read: the page reads nothing by itself here. */
static PostinoAccountsPage *
show (PostinoWindow *window, const char *kind)
{
  PostinoPage *page = postino_window_get_page (window, "accounts");
  FakeBackend *backend = gallery_get_backend (window);

  fake_backend_set_accounts (backend, kind);
  postino_window_present_page (window, page);
  postino_accounts_page_show_accounts (POSTINO_ACCOUNTS_PAGE (page),
                                       fake_backend_get_accounts (backend));
  return POSTINO_ACCOUNTS_PAGE (page);
}

static void
show_phase (PostinoWindow *window, PostinoAccountsPhase phase)
{
  postino_accounts_page_show_phase (show (window, "none"), phase,
                                    "The keyring did not let Postino in. Allow it in the settings "
                                    "of your keyring, then try again.");
}

static void
show_found (PostinoWindow *window)
{
  fake_backend_set_found (gallery_get_backend (window), "some");
  show (window, "one");
}

static const PostinoSavedAccount *
show_first (PostinoWindow *window)
{
  show (window, "one");

  return fake_backend_get_accounts (gallery_get_backend (window))->pdata[0];
}

static void
show_forget (PostinoWindow *window, const char *target)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  if (target != NULL)
    g_ptr_array_add (taken, (gpointer) postino_target_find (target));
  postino_compat_dialog_present (
    postino_forget_dialog_new (GTK_WINDOW (window), show_first (window), taken),
    GTK_WINDOW (window));
}

static void
show_forget_trouble (PostinoWindow *window)
{
  g_autoptr (PostinoNews) news = postino_news_new (NULL);

  postino_news_add (news, postino_target_find ("evolution"), NULL);
  postino_news_add (news, postino_target_find ("goa"), "There is no desktop session.");
  postino_compat_dialog_present (
    postino_forget_trouble_new (GTK_WINDOW (window), show_first (window), news),
    GTK_WINDOW (window));
}

gboolean
gallery_accounts_show (PostinoWindow *window, const char *name)
{
  if (!g_strv_contains (names, name))
    return FALSE;

  const char *kind = strchr (name, '-') + 1;
  if (g_str_equal (kind, "reading"))
    show_phase (window, POSTINO_ACCOUNTS_READING);
  else if (g_str_equal (kind, "locked"))
    show_phase (window, POSTINO_ACCOUNTS_LOCKED);
  else if (g_str_equal (kind, "closed"))
    show_phase (window, POSTINO_ACCOUNTS_CLOSED);
  else if (g_str_equal (kind, "found"))
    show_found (window);
  else if (g_str_equal (kind, "forget"))
    show_forget (window, NULL);
  else if (g_str_equal (kind, "forget-programs"))
    show_forget (window, "evolution");
  else if (g_str_equal (kind, "forget-trouble"))
    show_forget_trouble (window);
  else if (g_str_equal (kind, "all"))
    postino_page_secondary (POSTINO_PAGE (show (window, "trouble")));
  else if (g_str_equal (kind, "testing"))
    postino_accounts_page_test (show (window, "trouble"), "account-1");
  else
    show (window, kind);
  return TRUE;
}
