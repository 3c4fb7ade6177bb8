/* The client of the tests. */
#include "client.h"

#include <arpa/inet.h>
#include <check.h>
#include <jansson.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { REPLY_LIMIT = 64 * 1024 * 1024 };

int client_connect(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval limit = {10, 0};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ck_assert_int_eq(connect(connection, (struct sockaddr *)&address, sizeof address), 0);
    return connection;
}

bool client_send(int connection, struct span bytes)
{
    while (bytes.size > 0) {
        ssize_t sent = send(connection, bytes.data, bytes.size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = span_slice(bytes, (size_t)sent, bytes.size);
    }
    return true;
}

void client_receive(int connection, struct reply *reply)
{
    char part[16384];
    ssize_t size;
    *reply = (struct reply){0};
    buffer_init(&reply->all, REPLY_LIMIT);
    while ((size = recv(connection, part, sizeof part, 0)) > 0)
        buffer_append(&reply->all, (struct span){part, (size_t)size});
    struct span all = buffer_span(&reply->all);
    size_t head = span_find(all, SPAN("\r\n\r\n"), 0);
    if (head != SIZE_MAX)
        reply->body = span_slice(all, head + 4, all.size);
    if (all.size > 12)
        reply->status = (unsigned)strtoul(all.data + 9, NULL, 10);
}

void client_ask(unsigned port, struct span bytes, struct reply *reply)
{
    int connection = client_connect(port);
    client_send(connection, bytes);
    client_receive(connection, reply);
    close(connection);
}

void client_get(unsigned port, const char *target, const char *header, struct reply *reply)
{
    struct buffer request;
    buffer_init(&request, 1 << 20);
    buffer_format(&request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n%s\r\n",
                  target, port, header);
    client_ask(port, buffer_span(&request), reply);
    buffer_release(&request);
}

void reply_release(struct reply *reply)
{
    buffer_release(&reply->all);
}

struct span reply_header(const struct reply *reply, const char *name)
{
    struct span all = buffer_span(&reply->all);
    struct span rest = span_slice(all, 0, all.size - reply->body.size);
    struct span line;
    size_t size = strlen(name);
    while (span_next_line(&rest, &line))
        if (line.size > size && line.data[size] == ':' && strncasecmp(line.data, name, size) == 0)
            return span_trim(span_slice(line, size + 1, line.size));
    return (struct span){0};
}

bool reply_contains(const struct reply *reply, const char *text)
{
    return span_find(reply->body, span_of(text), 0) != SIZE_MAX;
}

bool reply_error_key(const struct reply *reply, char *key, size_t size)
{
    json_t *root = json_loadb(reply->body.data, reply->body.size, 0, NULL);
    const char *found = json_string_value(json_object_get(root, "key"));
    bool whole = found && json_string_length(json_object_get(root, "detail")) > 10 &&
                 json_string_length(json_object_get(root, "title")) > 4 &&
                 json_integer_value(json_object_get(root, "status")) == (json_int_t)reply->status &&
                 span_equal(reply_header(reply, "Content-Type"), SPAN("application/problem+json"));
    if (whole)
        snprintf(key, size, "%s", found);
    json_decref(root);
    return whole;
}

bool reply_describes(const struct reply *reply, const char *path, const char *method)
{
    json_t *root = json_loadb(reply->body.data, reply->body.size, 0, NULL);
    json_t *operations = json_object_get(json_object_get(root, "paths"), path);
    bool described = json_is_object(json_object_get(operations, method));
    json_decref(root);
    return described;
}

size_t reply_operations(const struct reply *reply)
{
    json_t *root = json_loadb(reply->body.data, reply->body.size, 0, NULL), *operations;
    const char *path;
    size_t count = 0;
    json_object_foreach(json_object_get(root, "paths"), path, operations) count +=
        json_object_size(operations);
    json_decref(root);
    return count;
}

bool reply_is_json(const struct reply *reply)
{
    json_t *root = json_loadb(reply->body.data, reply->body.size, JSON_REJECT_DUPLICATES, NULL);
    json_decref(root);
    return root != NULL;
}
