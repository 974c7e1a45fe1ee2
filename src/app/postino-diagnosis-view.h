/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands under a diagnosis's headline: what it means, what to do and where, and
 * what else it may be.
 */
#pragma once

#include "postino-diagnosis.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTINO_TYPE_DIAGNOSIS_VIEW (postino_diagnosis_view_get_type ())
G_DECLARE_FINAL_TYPE (PostinoDiagnosisView, postino_diagnosis_view, POSTINO, DIAGNOSIS_VIEW, AdwBin)

/**
 * postino_diagnosis_view_show:
 * @self: a view
 * @diagnosis: what to show
 * @suggest: whether its first link is what the page suggests, where it cures anything
 */
void postino_diagnosis_view_show (PostinoDiagnosisView *self,
                                  const PostinoDiagnosis *diagnosis,
                                  gboolean suggest);

G_END_DECLS
