# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo servers in a thread of the test."""

import asyncio
import tempfile
import threading

from demo.accounts import ACCOUNTS
from demo.servers import DemoServers


class DemoThread:
    """Runs the servers while the block runs; `ca`, `providers` and `accounts` as they have them."""

    def __init__(self, accounts=ACCOUNTS):
        self._accounts = accounts

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="postino-demo-")
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        ready = threading.Event()
        servers = DemoServers(self._folder.name, self._accounts)

        async def serve():
            async with servers:
                ready.set()
                await self._stop.wait()

        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(serve(),), daemon=True)
        self._thread.start()
        if not ready.wait(30):
            raise TimeoutError("the demo servers did not start")
        return servers

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()
        self._folder.cleanup()
