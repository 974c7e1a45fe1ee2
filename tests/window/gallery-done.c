/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last page, and the windows that hand the account on.
 */
#include "gallery-show.h"

#include "gallery-states.h"
#include "postino-handover-window.h"
#include "postino-more-window.h"
#include "postino-phone-window.h"

#define ADDRESS "ready@example.org"
#define TROUBLE "GNOME Online Accounts is not there: there is no desktop session."

static const PostinoAccount *
get_account (PostinoWindow *window)
{
  return postino_setup_get_result (postino_window_get_setup (window))->account;
}

static void
show_done (PostinoWindow *window, const char *address, PostinoNews *news)
{
  PostinoSetup *setup = postino_window_get_setup (window);

  gallery_end_test (window, address);
  postino_setup_take_news (setup, news);
  gallery_show_page (window, "done");
}

static void
done_saved (PostinoWindow *window, const char *target)
{
  fake_backend_give (gallery_get_backend (window), target);
  show_done (window, ADDRESS, postino_news_new ("account-1"));
}

static void
done_not_saved (PostinoWindow *window, const char *argument)
{
  show_done (window, ADDRESS, NULL);
}

static void
done_no_programs (PostinoWindow *window, const char *argument)
{
  fake_backend_set_programs (gallery_get_backend (window), FALSE);
  done_saved (window, NULL);
}

static void
done_news (PostinoWindow *window, const char *argument)
{
  PostinoNews *news = postino_news_new ("account-1");

  postino_news_add (news, postino_target_find ("evolution"), NULL);
  postino_news_add (news, postino_target_find ("goa"), TROUBLE);
  fake_backend_give (gallery_get_backend (window), "evolution");
  show_done (window, ADDRESS, news);
}

/* What was accepted by hand, few programs can be told. */
static void
done_unfit (PostinoWindow *window, const char *argument)
{
  PostinoSetup *setup = postino_window_get_setup (window);
  gallery_end_test (window, ADDRESS);
  g_autoptr (PostinoCheckResult) result =
    postino_check_result_copy (postino_setup_get_result (setup));

  g_free (result->account->incoming->pinned);
  result->account->incoming->pinned = g_strnfill (64, 'a');
  postino_setup_set_result (setup, result);
  postino_setup_take_news (setup, postino_news_new ("account-1"));
  gallery_show_page (window, "done");
}

static void
present (GtkWindow *window)
{
  gallery_set_size (window);
  gtk_window_present (window);
}

static GtkWindow *
show_window (PostinoWindow *window, const char *target, gboolean has_app)
{
  g_autoptr (GAppInfo) app =
    g_app_info_create_from_commandline ("true", "Thunderbird", G_APP_INFO_CREATE_NONE, NULL);
  const PostinoTarget *to = postino_target_find (target);
  g_autoptr (PostinoMailProgram) program = postino_mail_program_new (
    to, has_app && to->kind == POSTINO_TARGET_DOCUMENT ? "Thunderbird" : to->name,
    has_app ? app : NULL);

  done_saved (window, NULL);
  GtkWindow *shown = postino_handover_window_new (GTK_WINDOW (window),
                                                  POSTINO_HANDOVERS (gallery_get_backend (window)),
                                                  program, get_account (window), "account-1");
  present (shown);
  return shown;
}

static void
done_program (PostinoWindow *window, const char *target)
{
  show_window (window, target, TRUE);
}

static void
done_document (PostinoWindow *window, const char *target)
{
  show_window (window, target, FALSE);
}

static void
done_adding (PostinoWindow *window, const char *target)
{
  gtk_widget_activate (gtk_window_get_default_widget (show_window (window, target, TRUE)));
}

static void
done_refused (PostinoWindow *window, const char *target)
{
  fake_backend_set_refusal (gallery_get_backend (window),
                            "GNOME Online Accounts did not do what it was asked for: The name "
                            "is not activatable");
  done_adding (window, target);
}

static void
done_phone (PostinoWindow *window, const char *argument)
{
  done_saved (window, NULL);
  present (postino_phone_window_new (
    GTK_WINDOW (window), POSTINO_HANDOVERS (gallery_get_backend (window)), get_account (window)));
}

static void
done_more (PostinoWindow *window, const char *target)
{
  done_saved (window, target);
  present (postino_more_window_new (GTK_WINDOW (window),
                                    POSTINO_HANDOVERS (gallery_get_backend (window)),
                                    get_account (window), "account-1"));
}

const GalleryState gallery_done_states[] = {
  {"done-saved", done_saved, NULL},
  {"done-not-saved", done_not_saved, NULL},
  {"done-no-programs", done_no_programs, NULL},
  {"done-added", done_saved, "goa"},
  {"done-news", done_news, NULL},
  {"done-unfit", done_unfit, NULL},
  {"done-add", done_program, "evolution"},
  {"done-adding", done_adding, "evolution"},
  {"done-refused", done_refused, "goa"},
  {"done-by-hand", done_program, "sheet"},
  {"done-phone", done_phone, NULL},
  {"done-more", done_more, "msmtp"},
  {"done-file", done_document, "msmtp"},
  {"done-document", done_document, "autoconfig"},
  {NULL, NULL, NULL},
};
