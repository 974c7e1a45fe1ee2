/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts the wizard.
 */
#define G_LOG_DOMAIN "postino-app"

#include "postino-application.h"
#include "postino-locale.h"

#include <sys/resource.h>

/* A core dump would have the password in it. */
static void
forbid_core_dumps (void)
{
  setrlimit (RLIMIT_CORE, &(struct rlimit){0, 0});
}

int
main (int argc, char *argv[])
{
  forbid_core_dumps ();
  postino_locale_init ();

  g_autoptr (PostinoApplication) application = postino_application_new (NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
