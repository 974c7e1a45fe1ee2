/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the diagnosis set up: reports, providers, contexts.
 */
#pragma once

#include "postino-diagnosis.h"

G_BEGIN_DECLS

PostinoReport *scene_report (PostinoProtocol protocol, PostinoStage stage, PostinoFinding finding);
PostinoReport *scene_refused (PostinoProtocol protocol, PostinoStage stage, const char *reply);
PostinoReport *scene_ok (PostinoProtocol protocol);
PostinoReport *scene_failed (PostinoStage stage, GQuark domain, int code);
PostinoReport *
scene_certificate (GTlsCertificateFlags errors, const char *subject, const char *issuer);
PostinoProvider *scene_provider (PostinoPolicy policy,
                                 const char *setting,
                                 const PostinoLinkRel *rels,
                                 guint n_rels);
PostinoAddress *scene_address (void);
GDateTime *scene_now (void);

#define SCENE_LINKS(...)                                                                           \
  (const PostinoLinkRel[]){__VA_ARGS__}, G_N_ELEMENTS (((const PostinoLinkRel[]){__VA_ARGS__}))

G_END_DECLS
