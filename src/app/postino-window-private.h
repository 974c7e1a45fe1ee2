/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the window share.
 */
#pragma once

#include "postino-window.h"

#include "postino-buttons.h"
#include "postino-draft.h"
#include "postino-question-bar.h"
#include "postino-way.h"

G_BEGIN_DECLS

struct _PostinoWindow
{
  AdwApplicationWindow parent_instance;

  GtkButton *back_button;
  AdwWindowTitle *title;
  PostinoQuestionBar *question;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  PostinoPage *accounts;
  PostinoPage *account;
  PostinoPage *servers;
  PostinoPage *test;
  PostinoPage *done;
  PostinoPage *trip;
  PostinoPage *explain;
  PostinoButtons *buttons;

  PostinoSetup *setup;
  PostinoWay *way;
  PostinoDraft *draft;   /* where one is kept */
  gboolean preparing;    /* the pages that come next */
  gboolean close_anyway; /* the person was asked */
  PostinoPage *opener;   /* has sent the person to the web */
  PostinoLinkRel opened;
};

/* %NULL once the window is being taken apart. */
PostinoPage *postino_window_get_current (PostinoWindow *self);

/* Whether an account is behind the person, and nothing of it can be lost any more. */
gboolean postino_window_is_set_up (PostinoWindow *self);

gboolean postino_window_can_go_back (PostinoWindow *self);

/* On along the way. Behind the test only its message needs the passwords. */
void postino_window_go_on (PostinoWindow *self, PostinoPage *page);

/* The list of saved accounts. */
void postino_window_go_to_accounts (PostinoWindow *self);

/* With the accounts where there are some. */
void postino_window_start (PostinoWindow *self, PostinoBackend *backend);

/* What begins with "win.", and its keys. */
void postino_window_install_actions (GtkWidgetClass *widget_class);

/* Those in the fields, and those of the account. */
void postino_window_wipe_passwords (PostinoWindow *self);

/* Tells the draft which page is in view. */
void postino_window_note_page (PostinoWindow *self);

/* "win.test-found", with the id of an account that another program has. */
void postino_window_on_test_found (GtkWidget *widget, const char *action, GVariant *parameter);

/* Another account, from nothing. */
void postino_window_start_over (PostinoWindow *self);

/* It is the same person, with another address. */
void postino_window_use_address (PostinoWindow *self, const char *address);

/* Whether the window may go, for nothing would be lost, or the person wants it so. */
gboolean postino_window_may_close (PostinoWindow *self);

G_END_DECLS
