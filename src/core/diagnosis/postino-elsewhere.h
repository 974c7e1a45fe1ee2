/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words for somebody whose mail program has shown the message, and not Postino.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

/**
 * postino_elsewhere_reword:
 * @diagnosis: a diagnosis of what happened in another program
 *
 * Says where the password goes there, and nothing of what a test of ours has sent.
 */
void postino_elsewhere_reword (PostinoDiagnosis *diagnosis);

G_END_DECLS
