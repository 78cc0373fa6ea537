"""An SFTP server and an S3 server on loopback, each a real one in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import boto3
import requests
from moto.server import ThreadedMotoServer


class _Server(asyncssh.SSHServer):
    def __init__(self, connections: list[asyncssh.SSHServerConnection]) -> None:
        self.connections = connections

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self.connections.append(conn)

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("so", "mat-khau")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def sftp_server(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder; yields the server's line for a file of known hosts."""
    loop = asyncio.new_event_loop()
    connections: list[asyncssh.SSHServerConnection] = []
    key = asyncssh.generate_private_key("ssh-ed25519")

    def chroot(channel: asyncssh.SSHServerChannel) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder).encode())

    listening = loop.run_until_complete(
        asyncssh.listen(
            "127.0.0.1",
            port,
            server_factory=lambda: _Server(connections),
            server_host_keys=[key],
            sftp_factory=chroot,
        )
    )
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        public = key.export_public_key().decode().strip()
        yield f"[127.0.0.1]:{port} {public}\n"
    finally:

        async def close() -> None:
            listening.close()
            for connection in connections:
                connection.abort()
                await connection.wait_closed()

        asyncio.run_coroutine_threadsafe(close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@contextmanager
def s3_server(bucket: str) -> Iterator[tuple[str, object]]:
    """An S3 server with one bucket; yields its address and a client of it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="so",
        aws_secret_access_key="mat-khau",
        region_name="us-east-1",
    )
    requests.post(f"{address}/moto-api/reset", timeout=10)  # it forgets nothing by itself
    client.create_bucket(Bucket=bucket)
    try:
        yield address, client
    finally:
        server.stop()
