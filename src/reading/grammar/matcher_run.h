/* Inside the matcher alone: the run of one pattern at one anchor. */
#ifndef MATCHER_RUN_H
#define MATCHER_RUN_H

#include "matcher.h"
#include "predicate.h"

enum { RUN_EVENTS = 256, RUN_CAPTURES = 64 };

/* What happened on the way, so that it can be undone: a role opened or closed, a mention passed. */
struct event {
    uint8_t type; /* enum node_type */
    uint16_t flags;
    bool left;
    uint16_t role;
    uint32_t first;
    uint32_t end;
    uint32_t mention;
    grammemes cases;
};

struct run {
    struct matcher *matcher;
    uint32_t sentence;
    uint32_t sentence_start;
    uint32_t sentence_end;
    uint32_t low; /* tokens that may be passed */
    uint32_t high;
    grammemes cases; /* that the seat under way asks for, of what names none itself; 0 */
    bool left;
    uint32_t anchor;
    uint32_t right_end;
    uint32_t left_end;
    uint32_t labels[AGREEMENT_LABELS]; /* of words: token + 1; of mentions: their common cases */
    size_t steps;
    size_t step_limit;
    unsigned depth;
    bool capped;
    size_t event_count;
    struct event events[RUN_EVENTS];
    size_t capture_count;
    struct capture captures[RUN_CAPTURES];
    bool predicate_known; /* the next is the match's anchor's */
    bool has_predicate;
    struct predicate predicate;
};

void run_init(struct run *run, struct matcher *matcher, uint32_t sentence);
/* Tries one part of a pattern with its anchor at a token; the match's captures are copied into the
 * matcher's arena. */
bool run_pattern(struct run *run, struct candidate candidate, uint32_t token, struct match *match);
/* Runs a part with its anchor at a token, between low and high; on success right_end and left_end
 * are set. */
bool run_part(struct run *run, const struct part *part, uint32_t token);
/* The same of a part by its first node, where that is known to fit the token. */
bool run_from(struct run *run, uint32_t start, uint32_t token);
/* Makes captures of what the part bound that ran last. */
void run_capture(struct run *run);
/* Seeks a part among the arguments of the match's anchor; matcher_argument.c. */
bool run_argument(struct run *run, const struct part *part, const struct match *match);
/* Finds the predicate that the match's anchor is the object of, which a part describes: its
 * arguments are sought from then on, and the match reaches up to it. */
bool run_governor(struct run *run, const struct part *part, struct match *match);
/* Marks at which one clause ends and another may begin. */
bool token_ends_clause(const struct token *token);
/* Whether a token stands in a mention that begins before it. */
bool token_inside_mention(const struct reading *reading, uint32_t token);
/* Whether a mention is as a NODE_MENTION or NODE_LIST wants it. */
bool mention_fits(const struct matcher *matcher, const struct node *node, uint32_t mention);
/* The cases of a mention, 0 where they are not known. */
grammemes mention_cases(const struct reading *reading, const struct mention *mention);
void capture_push(struct run *run, struct capture capture);
/* Binds what the parts "near", "main", "spoken" and "topic" name, where the match has not bound the
 * property; "news" likewise. matcher_near.c. */
void run_near(struct run *run, const struct part *part, const struct match *match);
void run_news(struct run *run, const struct part *part);
/* Adds what a mention can be found as. */
void unit_kinds(const struct matcher *matcher, uint32_t mention, uint32_t *types,
                uint64_t *schemas);

#endif
