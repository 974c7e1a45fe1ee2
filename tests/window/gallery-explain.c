/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The states of the page that explains a message.
 */
#include "gallery-show.h"
#include "postino-explain-page.h"

static void
explain_text (PostinoWindow *window, const char *argument)
{
  PostinoPage *page = postino_window_get_page (window, "explain");

  postino_window_explain (window);
  if (argument != NULL)
    postino_explain_page_set_text (POSTINO_EXPLAIN_PAGE (page), argument, NULL);
}

static void
explain_long (PostinoWindow *window, const char *argument)
{
  g_autoptr (GString) text = g_string_new (argument);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "\n%02d:00 mail.example.org says nothing of use in this line", i);
  explain_text (window, text->str);
}

const GalleryState gallery_explain_states[] = {
  {"explain-empty", explain_text, NULL},
  {"explain-known", explain_text,
   "Cannot Get Mail\nThe user name or password for “imap.gmail.com” is incorrect."},
  {"explain-bounce", explain_text,
   "Address not found\nYour message wasn't delivered to bob@example.net because the address "
   "couldn't be found, or is unable to receive mail."},
  {"explain-unknown", explain_text, "Something went wrong"},
  {"explain-long", explain_long,
   "Sending of the message failed. The mail server smtp.gmail.com responded: 534-5.7.9 "
   "Application-specific password required. For more information, go to\n534 5.7.9  "
   "https://support.google.com/mail/?p=InvalidSecondFactor a640c23a62f3a - gsmtp"},
  {NULL, NULL, NULL},
};
