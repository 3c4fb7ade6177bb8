/* Sending what is appended, resting while nothing is. */
#include "stream.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

enum { BLOCK = 16 * 1024 /* bytes that are sent at a time */ };

struct stream {
    pthread_mutex_t mutex;
    struct buffer waiting;
    size_t sent; /* bytes of waiting */
    unsigned owners;
    bool ended;   /* by the producer */
    bool left;    /* by the client */
    bool resting; /* the connection is suspended until there is something to do */
    struct MHD_Connection *connection;
};

struct stream *stream_new(size_t limit)
{
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return NULL;
    pthread_mutex_init(&stream->mutex, NULL);
    buffer_init(&stream->waiting, limit);
    stream->owners = 2;
    return stream;
}

static void stream_free(struct stream *stream)
{
    pthread_mutex_destroy(&stream->mutex);
    buffer_release(&stream->waiting);
    free(stream);
}

/* Unlocks, and wakes the connection where it rests: it is nobody else's to wake, and stays until it
 * has been woken. */
static void unlock_and_wake(struct stream *stream)
{
    struct MHD_Connection *connection = stream->resting ? stream->connection : NULL;
    stream->resting = false;
    pthread_mutex_unlock(&stream->mutex);
    if (connection)
        MHD_resume_connection(connection);
}

bool stream_append(struct stream *stream, struct span bytes)
{
    pthread_mutex_lock(&stream->mutex);
    if (!stream->left)
        buffer_append(&stream->waiting, bytes);
    bool taken = !stream->left && !stream->waiting.bad;
    unlock_and_wake(stream);
    return taken;
}

void stream_end(struct stream *stream)
{
    if (!stream)
        return;
    pthread_mutex_lock(&stream->mutex);
    stream->ended = true;
    bool last = --stream->owners == 0;
    unlock_and_wake(stream);
    if (last)
        stream_free(stream);
}

void stream_leave(struct stream *stream)
{
    if (!stream)
        return;
    pthread_mutex_lock(&stream->mutex);
    stream->left = true;
    bool last = --stream->owners == 0;
    pthread_mutex_unlock(&stream->mutex);
    if (last)
        stream_free(stream);
}

/* Takes what waits into room of most bytes, which is not zero. */
static size_t take(struct stream *stream, char *room, size_t most)
{
    size_t size = stream->waiting.size - stream->sent;
    if (size > most)
        size = most;
    memcpy(room, stream->waiting.data + stream->sent, size);
    stream->sent += size;
    if (stream->sent == stream->waiting.size) {
        buffer_clear(&stream->waiting);
        stream->sent = 0;
    }
    return size;
}

/* Called by the daemon when the client has room. */
static ssize_t on_room(void *context, uint64_t position, char *room, size_t most)
{
    struct stream *stream = context;
    ssize_t size = 0;
    (void)position;
    pthread_mutex_lock(&stream->mutex);
    if (stream->waiting.bad) {
        size = MHD_CONTENT_READER_END_WITH_ERROR;
    } else if (stream->waiting.size > stream->sent) {
        size = (ssize_t)take(stream, room, most);
    } else if (stream->ended) {
        size = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->resting = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&stream->mutex);
    return size;
}

static void on_free(void *context)
{
    stream_leave(context);
}

struct MHD_Response *stream_response(struct stream *stream, struct MHD_Connection *connection)
{
    stream->connection = connection;
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, on_room, stream, on_free);
}
