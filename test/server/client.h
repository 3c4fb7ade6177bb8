/* A client of the tests: it sends exactly the bytes that it is given. */
#ifndef CLIENT_H
#define CLIENT_H

#include "buffer.h"

struct reply {
    struct buffer all; /* head and body, as they came */
    unsigned status;   /* 0: no answer */
    struct span body;
};

/* A connection to the loopback's port; its socket. Fails the test where there is none. */
int client_connect(unsigned port);
/* Sends bytes; false where the other side has closed. */
bool client_send(int connection, struct span bytes);
/* Reads until the other side closes or nothing comes for ten seconds. Release with
 * reply_release(). */
void client_receive(int connection, struct reply *reply);
/* Sends one request of those bytes on a connection of its own, and reads the answer. */
void client_ask(unsigned port, struct span bytes, struct reply *reply);
/* GET of a target with the right Host and one more header line or "". */
void client_get(unsigned port, const char *target, const char *header, struct reply *reply);
void reply_release(struct reply *reply);
/* The value of a header of the answer; empty where it is missing. */
struct span reply_header(const struct reply *reply, const char *name);
bool reply_contains(const struct reply *reply, const char *text);
/* The key of the error that the answer's JSON holds; false where it holds none with a message. */
bool reply_error_key(const struct reply *reply, char *key, size_t size);
/* Whether the answer is a description of an API (OpenAPI) that has the method ("get") of the path;
 * and how many methods it has of all paths. */
bool reply_describes(const struct reply *reply, const char *path, const char *method);
size_t reply_operations(const struct reply *reply);
/* Whether the answer's body is one JSON object or array without a key that stands twice. */
bool reply_is_json(const struct reply *reply);

#endif
