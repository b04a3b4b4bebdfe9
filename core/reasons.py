"""Reasons: what the system says of a failed file or connection, in words that go into a sentence."""

import errno
import json
import socket
import ssl

from core.choice import N_

_BY_NUMBER: dict[int, str] = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), N_("reason", "permission is missing")),
    errno.EROFS: N_("reason", "it can only be read"),
    errno.ENOENT: N_("reason", "it does not exist"),
    errno.ENOTDIR: N_("reason", "a file is where a folder should be"),
    errno.EISDIR: N_("reason", "a folder is where a file should be"),
    **dict.fromkeys((errno.EBUSY, errno.ETXTBSY), N_("reason", "another program is using it")),
    errno.ENAMETOOLONG: N_("reason", "the name is too long"),
    errno.EIO: N_("reason", "the disk or network drive failed"),
    errno.ECONNREFUSED: N_("reason", "the server refused the connection"),
    **dict.fromkeys((errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE), N_("reason", "the connection broke off")),
    **dict.fromkeys((errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN),
                    N_("reason", "there is no connection to the server")),
    errno.ETIMEDOUT: N_("reason", "the server did not answer in time"),
}
_BY_KIND: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, N_("reason", "there is no connection to the server")),
    (TimeoutError, N_("reason", "the server did not answer in time")),
    (ssl.SSLError, N_("reason", "the secure connection to the server failed")),
    (json.JSONDecodeError, N_("reason", "it is no valid JSON")),
    (UnicodeDecodeError, N_("reason", "it is no text")),
)


def reason_of(error: BaseException) -> str:
    """Why something failed, without numbers and names of the system; what is not known is told as it was said."""
    inner = getattr(error, "reason", None)  # a URLError wraps what went wrong
    if isinstance(inner, BaseException):
        return reason_of(inner)
    for kind, told in _BY_KIND:
        if isinstance(error, kind):
            return told
    known = _BY_NUMBER.get(getattr(error, "errno", None) or 0)
    return known or inner or getattr(error, "strerror", None) or str(error) or type(error).__name__
