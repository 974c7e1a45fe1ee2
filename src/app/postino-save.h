/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for a file, and saves something there.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PostinoSave:
 * @title: the dialog's title
 * @name: the name that is suggested
 * @saved: what is told when it is there
 * @make: what is to be saved, asked for once a file was chosen; %NULL with an error
 * @tell: tells the person
 *
 * What can be saved. The texts are translated, and stay.
 */
typedef struct
{
  const char *title;
  const char *name;
  const char *saved;
  GBytes *(*make) (gpointer owner, GError **error);
  void (*tell) (gpointer owner, const char *text);
} PostinoSave;

/**
 * postino_save_run:
 * @save: what is to be saved; copied
 * @owner: whose it is; when it is gone, nothing is saved
 * @parent: (nullable): the window to ask before
 *
 * The file is for the person alone until they hand it on.
 */
void postino_save_run (const PostinoSave *save, GObject *owner, GtkWindow *parent);

G_END_DECLS
