/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A certificate that nobody vouches for, for the person who knows it: closed until
 * somebody looks, and accepted by a click of its own.
 */
#pragma once

#include "postino-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_CERTIFICATE_VIEW (postino_certificate_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoCertificateView,
                      postino_certificate_view,
                      POSTINO,
                      CERTIFICATE_VIEW,
                      GtkWidget)

/**
 * PostinoCertificateView::accepted:
 * @self: the view
 *
 * The person knows the certificate.
 */

/**
 * postino_certificate_view_show:
 * @self: a view
 * @tls: (nullable): the certificate that was shown; %NULL hides the view
 */
void postino_certificate_view_show (PostinoCertificateView *self, const PostinoTlsInfo *tls);

G_END_DECLS
