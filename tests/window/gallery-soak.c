/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gallery-soak.h"

#include "postino-account-page.h"
#include "postino-accounts-page.h"
#include "postino-done-page.h"

#include <malloc.h>

/* What the demo servers want. */
#define PASSWORD "melon-Boat-7"

#define LOOK_EVERY_MS 2
#define PRINT_EVERY   10
#define KEY_MS        40

typedef struct
{
  PostinoWindow *window;
  char *address;
  guint runs;
  guint done;
} Soak;

/* There with AddressSanitizer, which has a heap of its own. */
gsize __sanitizer_get_current_allocated_bytes (void) __attribute__ ((weak));

static gsize
get_heap (void)
{
  if (__sanitizer_get_current_allocated_bytes != NULL)
    return __sanitizer_get_current_allocated_bytes ();

  struct mallinfo2 info = mallinfo2 ();
  return info.uordblks + info.hblkhd;
}

static gsize
get_resident (void)
{
  g_autofree char *statm = NULL;
  gsize pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    pages = (gsize) g_ascii_strtoull (strchr (statm, ' '), NULL, 10);
  return pages * (gsize) sysconf (_SC_PAGESIZE);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint count = 1;
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_widgets (child);

  return count;
}

static void
print (Soak *soak)
{
  g_print (
    "%u runs: %" G_GSIZE_FORMAT " bytes in use, %" G_GSIZE_FORMAT " KiB resident, %u widgets\n",
    soak->done, get_heap (), get_resident () / 1024, count_widgets (GTK_WIDGET (soak->window)));
}

/* The page in view, once it does nothing; without building one that nobody has gone to. */
static PostinoPage *
find_idle_page (GtkWidget *widget)
{
  PostinoPage *page = NULL;
  GtkWidget *child;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (POSTINO_IS_PAGE (widget))
    {
      page = POSTINO_PAGE (widget);
      return postino_page_is_active (page) && !postino_page_get_busy (page) ? page : NULL;
    }
  for (child = gtk_widget_get_first_child (widget); page == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    page = find_idle_page (child);

  return page;
}

/* There is nothing to save otherwise, and no end. */
static void
expect_good_result (Soak *soak)
{
  const PostinoCheckResult *result =
    postino_setup_get_result (postino_window_get_setup (soak->window));

  if (result != NULL && result->diagnosis->verdict != POSTINO_VERDICT_READY)
    g_error ("%s does not work", soak->address);
}

static void
press_primary (Soak *soak)
{
  GtkWidget *button = gtk_window_get_default_widget (GTK_WINDOW (soak->window));

  if (button != NULL && gtk_widget_is_sensitive (button))
    gtk_widget_activate (button);
}

static void
type (Soak *soak)
{
  PostinoSetup *setup = postino_window_get_setup (soak->window);
  PostinoPage *page = postino_window_get_page (soak->window, "account");

  postino_setup_set_name (setup, "Ada Lovelace");
  postino_setup_set_address (setup, soak->address);
  postino_account_page_set_password (POSTINO_ACCOUNT_PAGE (page), POSTINO_SIDE_INCOMING, PASSWORD);
}

/* Returns: whether to go on */
static gboolean
end_run (Soak *soak)
{
  if (++soak->done % PRINT_EVERY == 0)
    print (soak);
  if (soak->done == soak->runs)
    gtk_window_destroy (GTK_WINDOW (soak->window));
  else
    gtk_widget_activate_action (GTK_WIDGET (soak->window), "win.start-over", NULL);

  return soak->done < soak->runs;
}

static gboolean
on_look (gpointer user_data)
{
  Soak *soak = user_data;
  PostinoPage *page = find_idle_page (GTK_WIDGET (soak->window));

  if (POSTINO_IS_ACCOUNTS_PAGE (page))
    postino_window_set_up (soak->window);
  else if (POSTINO_IS_ACCOUNT_PAGE (page) && !postino_page_get_complete (page))
    type (soak);
  else if (POSTINO_IS_DONE_PAGE (page))
    return end_run (soak);
  else if (page != NULL)
    {
      expect_good_result (soak);
      press_primary (soak);
    }

  return G_SOURCE_CONTINUE;
}

static void
soak_free (Soak *soak)
{
  g_free (soak->address);
  g_free (soak);
}

void
gallery_soak_run (PostinoWindow *window, const char *address, guint runs)
{
  Soak *soak = g_new0 (Soak, 1);

  soak->window = window;
  soak->address = g_strdup (address);
  soak->runs = runs;
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, LOOK_EVERY_MS, on_look, soak,
                      (GDestroyNotify) soak_free);
}

static gboolean
on_key (gpointer user_data)
{
  Soak *typing = user_data;
  g_autofree char *typed = g_strndup (typing->address, ++typing->done);

  if (typing->done > typing->runs)
    {
      gtk_window_destroy (GTK_WINDOW (typing->window));
      return G_SOURCE_REMOVE;
    }

  postino_setup_set_address (postino_window_get_setup (typing->window), typed);
  return G_SOURCE_CONTINUE;
}

void
gallery_type_run (PostinoWindow *window, const char *address)
{
  Soak *typing = g_new0 (Soak, 1);

  typing->window = window;
  typing->address = g_strdup (address);
  typing->runs = (guint) strlen (address);
  g_timeout_add_full (G_PRIORITY_DEFAULT, KEY_MS, on_key, typing, (GDestroyNotify) soak_free);
}
