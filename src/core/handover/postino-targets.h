/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers of all targets, one in each file, for the table in postino-target.c.
 */
#pragma once

#include "postino-handover-private.h"

G_BEGIN_DECLS

gboolean postino_target_goa_write (PostinoHandover *self, GError **error);
gboolean postino_target_goa_revoke (const char *object,
                                    const char *address,
                                    const GPtrArray *edits,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean postino_target_evolution_write (PostinoHandover *self, GError **error);
gboolean postino_target_evolution_revoke (const char *object,
                                          const char *address,
                                          const GPtrArray *edits,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean postino_target_geary_write (PostinoHandover *self, GError **error);
gboolean postino_target_msmtp_write (PostinoHandover *self, GError **error);
gboolean postino_target_mbsync_write (PostinoHandover *self, GError **error);
gboolean postino_target_fetchmail_write (PostinoHandover *self, GError **error);
gboolean postino_target_neomutt_write (PostinoHandover *self, GError **error);
gboolean postino_target_autoconfig_write (PostinoHandover *self, GError **error);
gboolean postino_target_srv_write (PostinoHandover *self, GError **error);
gboolean postino_target_provider_write (PostinoHandover *self, GError **error);
gboolean postino_target_json_write (PostinoHandover *self, GError **error);
gboolean postino_target_thunderbird_write (PostinoHandover *self, GError **error);
gboolean postino_target_apple_write (PostinoHandover *self, GError **error);
gboolean postino_target_sheet_write (PostinoHandover *self, GError **error);
gboolean postino_target_qr_write (PostinoHandover *self, GError **error);
gboolean postino_target_qr_png_write (PostinoHandover *self, GError **error);
gboolean postino_target_qr_svg_write (PostinoHandover *self, GError **error);

G_END_DECLS
