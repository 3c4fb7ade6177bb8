/* Opening the listening sockets. */
#include "listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 256 };

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static socklen_t address_of_loopback(union address *address, int family, unsigned port)
{
    memset(address, 0, sizeof *address);
    if (family == AF_INET) {
        address->four.sin_family = AF_INET;
        address->four.sin_port = htons((uint16_t)port);
        address->four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof address->four;
    }
    address->six.sin6_family = AF_INET6;
    address->six.sin6_port = htons((uint16_t)port);
    address->six.sin6_addr = in6addr_loopback;
    return sizeof address->six;
}

/* A socket that listens on the loopback of a family; -1 with errno where it cannot. */
static int listen_on(int family, unsigned port)
{
    union address address;
    socklen_t size = address_of_loopback(&address, family, port);
    int yes = 1;
    int handle = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0)
        return -1;
    /* A port whose last connections still linger may be taken again at once. */
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (family == AF_INET6)
        setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(handle, &address.any, size) == 0 && listen(handle, BACKLOG) == 0)
        return handle;
    int reason = errno;
    close(handle);
    errno = reason;
    return -1;
}

static unsigned port_of(int handle)
{
    union address address;
    socklen_t size = sizeof address;
    if (getsockname(handle, &address.any, &size) != 0)
        return 0;
    return ntohs(address.four.sin_port);
}

/* Listens on one port in both families; false with errno. A machine without IPv6 has one socket. */
static bool open_port(struct listener *listener, unsigned port)
{
    int four = listen_on(AF_INET, port);
    if (four < 0)
        return false;
    unsigned bound = port_of(four);
    int six = listen_on(AF_INET6, bound);
    if (six < 0 && errno == EADDRINUSE) {
        close(four);
        errno = EADDRINUSE;
        return false;
    }
    *listener = (struct listener){{four, six}, bound};
    return true;
}

bool listener_open(struct listener *listener, unsigned port, bool exactly, struct error *error)
{
    unsigned last = port;
    if (!exactly)
        last = port + LISTENER_TRIES > UINT16_MAX ? UINT16_MAX : port + LISTENER_TRIES;
    *listener = (struct listener){{-1, -1}, 0};
    for (unsigned next = port; next <= last; next++) {
        if (open_port(listener, port ? next : 0))
            return true;
        if (errno != EADDRINUSE)
            break;
    }
    int reason = errno;
    char number[16];
    snprintf(number, sizeof number, "%u", port);
    if (reason == EADDRINUSE)
        return error_add(error, "server.port_taken", "port", number, NULL);
    return error_add(error, "server.cannot_listen", "port", number, "reason", strerror(reason),
                     NULL);
}

void listener_close(struct listener *listener)
{
    for (int i = 0; i < LISTENER_FAMILIES; i++) {
        if (listener->sockets[i] >= 0)
            close(listener->sockets[i]);
        listener->sockets[i] = -1;
    }
}
