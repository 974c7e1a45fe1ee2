/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A diagnosis by itself: what is so, what it means, what to do and where, and what else
 * it may be.
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
 * @diagnosis: (nullable): what to show; %NULL hides the view
 */
void postino_diagnosis_view_show (PostinoDiagnosisView *self, const PostinoDiagnosis *diagnosis);

/**
 * postino_diagnosis_view_announce:
 * @self: a view
 *
 * The focus makes a screen reader say the headline.
 */
void postino_diagnosis_view_announce (PostinoDiagnosisView *self);

G_END_DECLS
