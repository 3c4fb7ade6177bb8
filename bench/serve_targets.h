/* What bench_serve asks of a server: addresses of the API, drawn from what its registry holds.
 *
 * Each function writes one address into target, of TARGET bytes. They draw by a seed, so that two
 * runs over one registry ask the same. */
#ifndef SERVE_TARGETS_H
#define SERVE_TARGETS_H

#include "query.h"
#include "reference.h"
#include "searches.h"
#include "store.h"

enum {
    TARGET = 2048,
    TARGETS_KNOWN = 500 /* things whose cards are asked for again and again */
};

struct targets {
    struct arena arena;
    struct arena work; /* for the questions by which ends of paths are chosen */
    struct error error;
    struct query query;
    struct stored_entities things; /* by number */
    struct stored_entities facts;  /* agreements and projects */
    struct stored_reports reports; /* newest first */
    struct searches searches;
    uint64_t seed;
    size_t things_met; /* of those that are met once each */
    size_t known_met;  /* of the known ones, in their order */
    size_t variant;    /* of questions that are to be new */
};

/* Reads what there is; searches is the path of searches.txt. Ends the program where it cannot. */
void targets_open(struct targets *targets, const char *registry, struct span data,
                  const char *searches);
void targets_close(struct targets *targets);

typedef void target_make(struct targets *targets, char *target);

/* Cards of all things, each once; of the known ones in their order, and drawn. */
target_make target_card_new, target_card_in_turn, target_card_known;
/* Searches: names of things, each once; those of a part of searches.txt, each time as another page;
 * those of all, always the same. With facets, as the app asks. */
target_make target_search_name, target_search_over_half, target_search_middling, target_search_rare,
    target_search_known;
/* Questions of which no two are written in the same way, so that none is answered by what is kept.
 * Every second path is between an entity and one who stands beside one who stands beside it, the
 * others are between any two. */
target_make target_overview, target_list, target_organizations, target_map, target_map_filtered,
    target_paths, target_communities, target_picture, target_picture_region;
/* What the app asks for on visits; of a hundred: 2 overviews, 20 lists, 30 cards of things, 8 of
 * agreements and projects, 2 as of 2015, 9 reports, 8 searches, 8 suggestions, 7 neighbours, 2
 * pages of facts, 2 maps, and 2 networks, of which one is around an entity and the other of
 * everything or of a region. Things, facts and reports are drawn evenly from all, or are among the
 * known ones. */
target_make target_visit;

#endif
