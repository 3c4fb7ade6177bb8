/* The network as a picture: who is tied to whom, by what the newest reports tell, or around one
 * entity.
 *
 * Nodes are entities, and where it is asked for agreements and projects; the ties of network.h are
 * the edges. So many nodes as are asked for are shown, the most tied first, with the edges between
 * them; the answer says what is left out. Of today's knowledge.
 *
 * Errors besides those of query.h and network.h: "query.unknown_thing" (kind). */
#ifndef PICTURE_H
#define PICTURE_H

#include "network.h"

enum {
    PICTURE_NODES = 5000,
    PICTURE_NODES_MOST = 20000,
    PICTURE_EDGES = 20000,
    PICTURE_EDGES_MOST = 200000,
    PICTURE_STEPS_MOST = 3,
    PICTURE_REPORTS = 10000,       /* the newest, that are looked at */
    PICTURE_REGION_REPORTS = 2000, /* of a region: the newest that name it */
    PICTURE_REGION_NODES = 5000    /* whose region is looked at, the most tied first */
};

struct query_picture_request {
    struct query_scope scope;
    const struct span *things; /* names or families of kinds of nodes; none: all */
    size_t thing_count;
    struct span region;   /* only nodes of it, and facts that name one of them */
    struct span district; /* the same of a federal district */
    struct span entity;   /* an id: only what is around it */
    unsigned steps;       /* from it; 0: 1 */
    bool facts;           /* agreements and projects are nodes, their members tied to them */
    size_t ties;          /* nodes with fewer ties are left out */
    size_t limit;         /* nodes; 0: PICTURE_NODES */
    size_t edges;         /* 0: PICTURE_EDGES */
};

struct query_node {
    struct span id;
    struct span label;
    const struct schema_kind *kind;
    size_t ties;      /* other nodes that it is tied to, those left out too */
    size_t community; /* of those that stand together in the picture, from 1, the largest first */
};

struct query_edge {
    uint32_t from; /* nodes of the picture */
    uint32_t to;
    const struct schema_kind **kinds; /* of the facts that tie the two */
    size_t kind_count;
    size_t facts;
    size_t reports;    /* independent ones that tell of both in one fact */
    struct date first; /* days of the tellings; unset: not known */
    struct date last;
};

struct query_kind_count {
    const struct schema_kind *kind;
    size_t edges;
};

struct query_picture {
    struct query_value entity; /* VALUE_NONE: all of the registry */
    unsigned steps;
    struct span summary;
    size_t nodes_left_out;
    size_t edges_left_out; /* between nodes that are shown */
    bool cut;              /* there was more than is looked at */
    struct date first;     /* of all edges: the earliest and the latest beginning */
    struct date last;
    struct query_node *nodes; /* the entity, then the most tied first */
    size_t node_count;
    struct query_edge *edges; /* of most independent reports first */
    size_t edge_count;
    struct query_kind_count *kinds; /* of the edges' facts, in the schema's order */
    size_t kind_count;
    size_t communities;
};

bool query_picture(const struct query *query, const struct query_picture_request *request,
                   struct query_picture *picture, struct error *error);
void query_picture_write(const struct query *query, const struct query_picture *picture,
                         struct json *json);
/* The edges as CSV (RFC 4180, commas, a first line of names); and all of it as GEXF 1.3, with the
 * days of the edges and the colours of families. Appended to out. */
void query_picture_write_csv(const struct query *query, const struct query_picture *picture,
                             struct buffer *out);
void query_picture_write_gexf(const struct query *query, const struct query_picture *picture,
                              struct buffer *out);

#endif
