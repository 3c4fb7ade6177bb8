/* A stream: an answer whose bytes come while it is on its way, as server-sent events do.
 *
 * Its producer, which may be any thread, appends bytes; the server sends what there is and lets the
 * connection rest until more comes, so that a stream costs no thread. Each side lets go of it when
 * it is done, and the last one frees it. A client that takes nothing while more comes than the
 * limit is given up, as one that is gone. */
#ifndef STREAM_H
#define STREAM_H

#include <microhttpd.h>

#include "span.h"

struct stream;

/* A stream of which at most limit bytes wait for the client. It has two owners: the producer, who
 * lets go of it with stream_end(), and the exchange that it is given to. NULL where memory is out.
 */
struct stream *stream_new(size_t limit);
/* Appends bytes. False where the client is gone or too far behind: nothing more is sent. */
bool stream_append(struct stream *stream, struct span bytes);
/* The producer's end: what was appended is sent still. stream may not be used after; NULL is
 * allowed. */
void stream_end(struct stream *stream);
/* The client's end: the producer is told so at the next stream_append(). As stream_end(). */
void stream_leave(struct stream *stream);
/* The response that sends a stream over a connection, and then leaves it; NULL where memory is out:
 * the stream is then still the caller's. */
struct MHD_Response *stream_response(struct stream *stream, struct MHD_Connection *connection);

#endif
