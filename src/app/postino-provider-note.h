/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has to be known about a provider before its password is typed: its name,
 * its trap, and the page that helps.
 */
#pragma once

#include "postino-provider.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_PROVIDER_NOTE (postino_provider_note_get_type ())
G_DECLARE_FINAL_TYPE (PostinoProviderNote, postino_provider_note, POSTINO, PROVIDER_NOTE, AdwBin)

/**
 * postino_provider_note_show:
 * @self: a note
 * @provider: (nullable): the provider, %NULL hides the note
 */
void postino_provider_note_show (PostinoProviderNote *self, const PostinoProvider *provider);

G_END_DECLS
