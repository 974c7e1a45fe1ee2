/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server on loopback that does what a script says, for what real ones won't do.
 *
 * A script is text, one step a line:
 *
 *     S: * OK ready          send this line, with CRLF
 *     C: * LOGIN *           read a line, which has to match (GPatternSpec)
 *     raw: \x15\x03\x01      send these bytes, without CRLF
 *     drip 1000: * OK        send this line byte by byte, with this many ms between two
 *     repeat 500: * OK more  send this line so many times
 *     flood 70000            send so many bytes without an end of line
 *     tls                    do the server's side of a handshake
 *     hello                  read what is there, a ClientHello for instance, and drop it
 *     wait 200               do nothing for so many ms
 *     silence                send nothing more, until the client goes
 *     gate                   do nothing until scripted_server_open_gate()
 *     fin                    hang up in one direction, and go on listening
 *     close                  hang up in both, TLS in order
 *     rst                    reset the connection
 *     ---                    what follows is for the next connection
 *
 * \r \n \\ and \xHH stand for bytes, $tag for the first word of the line read last.
 * At its end a script reads what the client still says and waits for it to go. The
 * last part serves all later connections.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ScriptedServer ScriptedServer;

/**
 * scripted_server_new:
 * @script: what to do
 * @certificate: (nullable): a PEM file with certificate and key, for "tls"
 *
 * Returns: (transfer full): a server that listens on a free port of 127.0.0.1
 */
ScriptedServer *scripted_server_new (const char *script, const char *certificate);

/**
 * scripted_server_free:
 * @self: a server
 *
 * Hangs up on everybody and waits for its threads. Fails the test if a client
 * said something else than the script has.
 */
void scripted_server_free (ScriptedServer *self);

guint16 scripted_server_get_port (ScriptedServer *self);

/* How many clients have come. */
guint scripted_server_get_connections (ScriptedServer *self);

/* Lets everybody through who waits there, now and later. */
void scripted_server_open_gate (ScriptedServer *self);

/* How many times a client had to wait for an answer before it could go on: the round
 * trips, without those of TCP and TLS. The greeting is the first. A client that says
 * several lines in one go waits once. */
guint scripted_server_get_turns (ScriptedServer *self);

/* Everything that clients have said, after TLS is taken off. */
char *scripted_server_dup_heard (ScriptedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
