/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An input stream that keeps the first bytes that came through it, and how the
 * other side ended it. TLS swallows both when a handshake goes wrong, and they
 * are what tells the causes apart.
 */
#pragma once

#include "postino-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many bytes are kept. */
#define POSTINO_RECORDER_LENGTH 512

#define POSTINO_TYPE_RECORDER (postino_recorder_get_type ())
G_DECLARE_FINAL_TYPE (PostinoRecorder, postino_recorder, POSTINO, RECORDER, GFilterInputStream)

/**
 * postino_recorder_new:
 * @base: a socket's input stream, pollable
 *
 * The stream is pollable like @base, so that TLS above it needs no thread to read.
 *
 * Returns: (transfer full): the stream
 */
PostinoRecorder *postino_recorder_new (GInputStream *base);

/**
 * postino_recorder_restart:
 * @self: a recorder
 *
 * Forgets the bytes and keeps the next ones.
 */
void postino_recorder_restart (PostinoRecorder *self);

/**
 * postino_recorder_fill:
 * @self: a recorder on which nothing is under way
 *
 * Keeps what has come already and nobody will read. Never blocks.
 */
void postino_recorder_fill (PostinoRecorder *self);

/**
 * postino_recorder_get_bytes:
 * @self: a recorder
 *
 * May be called while another thread reads.
 *
 * Returns: (transfer full) (nullable): the first bytes that came, or %NULL
 */
GBytes *postino_recorder_get_bytes (PostinoRecorder *self);

/**
 * postino_recorder_get_closing:
 * @self: a recorder
 *
 * May be called while another thread reads.
 *
 * Returns: how the other side hung up, as far as it was read
 */
PostinoClosing postino_recorder_get_closing (PostinoRecorder *self);

G_END_DECLS
