/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The usual names and ports, for a domain that nobody wrote down.
 */
#pragma once

#include "postino-settings.h"

G_BEGIN_DECLS

/**
 * postino_guess:
 * @address: the address
 *
 * imap., mail., the bare domain and mx. on 993 and 143, pop., mail. and the bare domain
 * on 995 and 110; smtp., mail., the bare domain and mx. on 465 and 587: encrypted ones
 * only, best first, none of them tried. They lie under the address's own domain, which
 * vouches for them.
 *
 * Returns: (transfer full): settings of source "guess"
 */
PostinoSettings *postino_guess (const PostinoAddress *address);

G_END_DECLS
