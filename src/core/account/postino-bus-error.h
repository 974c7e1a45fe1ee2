/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a call on D-Bus ended with, as a person has to do with it: a service that is not
 * there, and one that does not answer.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * postino_bus_error_is_late:
 * @error: what a call on the bus ended with
 *
 * Returns: whether no answer came in time
 */
gboolean postino_bus_error_is_late (const GError *error);

/**
 * postino_bus_error_is_absent:
 * @error: what a call on the bus ended with
 *
 * Returns: whether there is no bus, nobody who has the name on it, or no way to start
 *   the service
 */
gboolean postino_bus_error_is_absent (const GError *error);

G_END_DECLS
