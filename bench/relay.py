# SPDX-License-Identifier: GPL-3.0-or-later
"""A network on this computer: passes bytes on to a port after a delay, and counts the round trips."""

import asyncio
import threading


class Relay:
    """Delays every flight by half a round trip each way, and the first by the TCP handshake.

    A flight keeps its delay whatever is under way before it, as on a real line.
    """

    def __init__(self, port, round_trip_ms):
        self._target, self._half = port, round_trip_ms / 2000
        self._loop = asyncio.new_event_loop()
        self._connections = []
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait()

    def take_turns(self):
        """The round trips of all connections since the last call."""
        taken, self._connections = self._connections, []
        return sum(connection.turns for connection in taken)

    def _run(self, ready):
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        connection = _Connection()
        self._connections.append(connection)
        up, down = asyncio.Queue(), asyncio.Queue()
        # The client has a connection after one round trip, the server half of one later.
        opened = self._loop.time() + 2 * self._half
        sending = asyncio.ensure_future(self._read(reader, up, opened, connection.asks, connection.closes))
        await asyncio.sleep(3 * self._half)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(
            sending, self._write(up, far_writer, lambda: None),
            self._read(far_reader, down, 0, lambda: None, lambda: None), self._write(down, writer, connection.answers))

    async def _read(self, reader, queue, opened, on_data, on_end):
        data = b"first"
        while data:
            try:
                data = await reader.read(65536)
            except ConnectionError:
                data = b""
            (on_data if data else on_end)()
            queue.put_nowait((max(self._loop.time(), opened) + self._half, data))

    async def _write(self, queue, writer, on_data):
        try:
            while True:
                due, data = await queue.get()
                await asyncio.sleep(due - self._loop.time())
                if not data:
                    break
                on_data()
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


class _Connection:
    """Counts: the TCP handshake, and every flight of the client whose answer it stays for."""

    def __init__(self):
        self.turns = 1
        self._asked = True      # the end of the handshake: a greeting may answer it
        self._closed = False

    def asks(self):
        self._asked = True

    def closes(self):
        self._closed = True

    def answers(self):
        if self._asked and not self._closed:
            self.turns += 1
        self._asked = False
