/* The parts of a request's head that decide who may ask, and in which language and form the answer
 * goes: Host, Origin, Cookie, Accept-Language, Accept-Encoding, If-None-Match, Content-Type.
 *
 * Nothing here allocates; the spans that are returned point into what was given. */
#ifndef HEADER_H
#define HEADER_H

#include "message.h"

/* Whether a Host header names this machine's loopback and the port: 127.0.0.1, localhost or [::1].
 * The port may be left out where it is 80. Any other name, even one that resolves to the loopback,
 * is refused, so that a page of another site cannot reach the server by its own name. */
bool header_host_is_ours(struct span host, unsigned port);
/* Whether an Origin header is "http://" and exactly that host. */
bool header_origin_matches(struct span origin, struct span host);
/* Whether two names of hosts, or origins, are the same, whatever their case. */
bool header_same(struct span left, struct span right);
/* The token of an Authorization header of the scheme Bearer; data is NULL where there is none. */
struct span header_bearer(struct span authorization);
/* The last address of X-Forwarded-For: what the proxy before this server saw. */
struct span header_forwarded(struct span forwarded);
/* The value of a cookie; an empty span whose data is NULL where there is none. */
struct span header_cookie(struct span cookies, struct span name);
/* The tongue that Accept-Language prefers among the two of the catalogue; otherwise where it names
 * neither. */
enum tongue header_tongue(struct span accepted, enum tongue otherwise);
/* Whether Accept-Encoding lets an answer be compressed by gzip. */
bool header_accepts_gzip(struct span accepted);
/* Whether a media type stands in an Accept header by its name (no wildcards). */
bool header_accepts(struct span accepted, struct span type);
/* Whether If-None-Match holds the entity tag (with its quotes), strong or weak, or is "*". */
bool header_tag_matches(struct span condition, struct span tag);
/* Whether a Content-Type is the type, whatever its parameters. */
bool header_type_is(struct span content_type, struct span type);

/* The browser and the system that a User-Agent header names, for people: "Firefox, Linux"; empty
 * where it names none that is known. */
struct span agent_name(struct arena *arena, struct span agent);

#endif
