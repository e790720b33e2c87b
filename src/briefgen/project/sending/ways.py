"""A project's channels made ready to be sent by."""

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from briefgen.deliver.folder import open_folder
from briefgen.deliver.mail import open_mail
from briefgen.deliver.mail_server import MailServer
from briefgen.deliver.messages import Sender
from briefgen.deliver.send import Exit
from briefgen.deliver.site.plan import Site
from briefgen.deliver.site.way import Ears, Tell, end_left_work, has_left_work, open_site
from briefgen.deliver.store.s3 import S3Store, check_s3, open_s3
from briefgen.deliver.store.sftp import SftpStore, check_sftp, open_sftp
from briefgen.deliver.store.way import Connect, open_store
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.grammar.addresses import split_named
from briefgen.grammar.servers import split_server, split_store, to_ascii_address
from briefgen.model.channel import Channel
from briefgen.project.place import Project
from briefgen.project.secrets import find_secret

#: What is nobody's fault: without a handler Python writes it to stderr.
_LOG = logging.getLogger(__name__)
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
#: What each kind of channel takes: the digests and what proves a signed edition too where files lie side by side, and
#: where no page tells of it, a correction as text.
_PROVEN = (".pdf", ".html", SIGNATURE, SUMS)
ENDS: Mapping[str, tuple[str, ...]] = {
    "folder": (*_PROVEN, ".txt"),
    "store": (*_PROVEN, ".txt"),
    "site": _PROVEN,
    "mail": (".pdf",),
}


def open_exit(project: Project, channel: Channel, fail: Tell) -> Exit:
    """Make a channel ready; it is connected to when the first parcel leaves.

    `fail` is told of what goes wrong and is no delivery's outcome.
    Raises UsageError where its password is not to be had, or a library that it needs is not installed.
    """
    if channel.kind == "folder":
        folder, mount = project.locate(channel.path), _locate_mount(project, channel)
        return Exit(lambda: open_folder(folder, mount), channel.per_minute)
    if channel.kind == "store":
        connect, root = _choose_store(project, channel)
        return Exit(lambda: open_store(connect, root), channel.per_minute)
    if channel.kind == "mail":
        server = _read_server(project, channel)
        return Exit(lambda: open_mail(server), channel.per_minute)
    return _open_site_exit(describe_site(project, channel), channel, fail)


def list_ends(channel: Channel) -> tuple[str, ...]:
    """List the ends of the files that a channel takes of an edition."""
    return ENDS[channel.kind]


def _open_site_exit(site: Site, channel: Channel, fail: Tell) -> Exit:
    """Make a site ready; pages that a run which was cut short did not come to make are made first."""
    end_left_work(site, Ears(_LOG.warning, fail))
    return Exit(lambda: open_site(site, Ears(_LOG.warning, fail)), channel.per_minute)


def end_site(project: Project, channel: Channel, fail: Tell) -> None:
    """Make the pages of a site that tell of something else than what is on it; `fail` is told of what goes wrong."""
    site = describe_site(project, channel)
    if has_left_work(site):
        end_left_work(site, Ears(_LOG.warning, fail))


def tell_left_work(project: Project, channel: Channel) -> str:
    """Say that the pages of a site are to be made; "" where they tell of what is on it, or may not be made."""
    site = describe_site(project, channel)
    if not has_left_work(site):
        return ""
    return f"the pages of the site {site.folder} do not tell of what is on it; `briefgen send` makes them"


def describe_site(project: Project, channel: Channel) -> Site:
    """Describe the site that a channel puts editions on."""
    settings = project.settings
    hosts = (urlsplit(to_ascii_address(address)).hostname for address in (channel.address, settings.address))
    return Site(
        folder=project.locate(channel.path),
        mount=_locate_mount(project, channel),
        highest=channel.highest,
        is_restricted=channel.is_restricted,
        language=settings.language,
        title=settings.desk,
        author=settings.organisation or settings.desk,
        contact=settings.contact,
        address=channel.address,
        authority=next(filter(None, hosts), ""),
        templates=project.template_folders,
        work=project.state / "site",
    )


def _choose_store(project: Project, channel: Channel) -> tuple[Connect, str]:
    """Choose how a store is connected to, and what comes before the names of files there."""
    scheme, host, port, _ = split_store(channel.url) or ("", "", 0, "")
    password = find_secret(channel.password, f"the channel `{channel.name}`")
    if scheme == "s3":
        check_s3()
        bucket = S3Store(host, channel.endpoint, channel.region, channel.user, password)
        return partial(open_s3, bucket), name_root(channel)
    check_sftp()
    known = project.locate(channel.known_hosts or "~/.ssh/known_hosts")
    key = str(project.locate(channel.key_file)) if channel.key_file else ""
    server = SftpStore(host, known, port or 22, channel.user, password, key)
    return partial(open_sftp, server), name_root(channel)


def name_root(store: Channel) -> str:
    """Name what comes before the names of files in a store, without a slash at its end."""
    scheme, _, _, path = split_store(store.url) or ("", "", 0, "")
    return path.strip("/") if scheme == "s3" else path.rstrip("/")


def _locate_mount(project: Project, channel: Channel) -> Path | None:
    return project.locate(channel.mount) if channel.mount else None


def _read_server(project: Project, channel: Channel) -> MailServer:
    host, port = split_server(channel.server) or (channel.server, 0)
    name, address = split_named(channel.sender) or ("", channel.sender)
    reply = split_named(channel.reply_to)
    return MailServer(
        host=host,
        port=port or _PORTS[channel.security],
        sender=Sender(name, address, reply[1] if reply else ""),
        security=channel.security,
        user=channel.user,
        password=find_secret(channel.password, f"the channel `{channel.name}`"),
        attach_up_to=channel.attach_up_to << 20,
        link=channel.link,
        authority=str(project.locate(channel.authority)) if channel.authority else "",
    )
