/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One server's test as a person sees it: its steps as they happen, and below
 * them what came out.
 */
#pragma once

#include "postino-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_SERVER_CARD (postino_server_card_get_type ())
G_DECLARE_FINAL_TYPE (PostinoServerCard, postino_server_card, POSTINO, SERVER_CARD, GtkWidget)

/**
 * postino_server_card_new:
 * @side: which server's test it shows
 *
 * Returns: (transfer floating): an empty card
 */
PostinoServerCard *postino_server_card_new (PostinoSide side);

/**
 * postino_server_card_show_progress:
 * @self: a card
 * @progress: how far the test has come
 *
 * Shows the steps and what the server said.
 */
void postino_server_card_show_progress (PostinoServerCard *self, const PostinoProgress *progress);

/**
 * postino_server_card_show_result:
 * @self: a card
 * @progress: how far the test has come
 * @suggest: whether the first link is what the page suggests
 *
 * Shows what came out, if anything did.
 */
void postino_server_card_show_result (PostinoServerCard *self,
                                      const PostinoProgress *progress,
                                      gboolean suggest);

/**
 * postino_server_card_show_repetition:
 * @self: the card for sending
 *
 * Shows that the card for receiving says it all: nobody should read it twice.
 */
void postino_server_card_show_repetition (PostinoServerCard *self);

/**
 * postino_server_card_get_result:
 * @self: a card
 *
 * Returns: (transfer none): where what came out is shown
 */
GtkWidget *postino_server_card_get_result (PostinoServerCard *self);

/**
 * PostinoServerCard::certificate-accepted:
 * @self: the card
 *
 * The person knows the certificate that was offered.
 */

/**
 * postino_server_card_offer_certificate:
 * @self: a card
 * @tls: (nullable): a certificate that the person may accept; %NULL for none
 */
void postino_server_card_offer_certificate (PostinoServerCard *self, const PostinoTlsInfo *tls);

G_END_DECLS
