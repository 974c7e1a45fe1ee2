/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Notices that the computer was asleep. The monotonic clock stands still
 * meanwhile, the boot clock does not: what the one is ahead of the other tells it,
 * and nobody has to be asked.
 */
#pragma once

#include "postino-page.h"

G_BEGIN_DECLS

/**
 * postino_sleep_watch:
 * @page: a page
 *
 * From here on, what @page is doing begins again after a sleep, and the page says
 * so: connections do not outlive it, and what becomes of them says nothing of a
 * server.
 */
void postino_sleep_watch (PostinoPage *page);

G_END_DECLS
