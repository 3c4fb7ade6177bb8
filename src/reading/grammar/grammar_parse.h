/* Inside src/reading alone: the lines of a grammar as trees of elements. */
#ifndef GRAMMAR_PARSE_H
#define GRAMMAR_PARSE_H

#include "grammar_form.h"

/* An element of a pattern: a leaf, which becomes one node, or a group of alternatives. */
struct element {
    bool is_group;
    bool optional;
    bool repeated;
    bool lazy; /* repeated as rarely as will do */
    bool anchor;
    uint16_t role;    /* NO_ROLE where nothing is bound */
    struct node leaf; /* of a leaf; the role of a NODE_LIST stands here */
    struct element_sequence *alternatives;
    size_t alternative_count;
    unsigned column;
};

struct element_sequence {
    struct element *items;
    size_t count;
    size_t capacity;
};

/* A line being read. */
struct parser {
    struct grammar *grammar;
    const struct schema_kind *kind; /* of the pattern; NULL in the line of a part */
    bool in_group;                  /* the lines are a group's, not a pattern's */
    struct span file;
    unsigned line;
    struct span text; /* the line */
    size_t at;
    struct error *error;
    bool failed;
    unsigned depth;
    size_t *room; /* elements that the line may yet have, those of its parts among them */
};

/* Appends an error about the place at of the parser's line; returns false. name and mend may be
 * NULL. */
bool parser_fail(struct parser *parser, size_t at, const char *key, struct span name,
                 struct span mend);
void parser_skip_space(struct parser *parser);
/* The next word: letters, digits, hyphens and underscores; empty where there is none. */
struct span parser_word(struct parser *parser);
/* Reads elements up to the end of the line into sequence. */
bool parser_sequence(struct parser *parser, struct element_sequence *sequence);
/* The set that holds one lemma, or nothing yet. */
uint32_t grammar_set_new(struct grammar *grammar);
void grammar_set_add(struct grammar *grammar, uint32_t set, struct span lemma);
/* The same by the lemma's number. */
void grammar_set_put(struct grammar *grammar, uint32_t set, uint32_t lemma);
/* Puts all of another set into a set. */
void grammar_set_join(struct grammar *grammar, uint32_t set, uint32_t other);
/* Compiles a sequence that holds an anchor into a part's nodes; false where none can be one.
 * seated: it is run from its first element, at the places where an argument can stand. */
bool part_compile(struct parser *parser, const struct element_sequence *sequence, bool seated,
                  uint32_t *start, const struct element **anchor);
/* The set of the lemmas that an anchor may be; NO_SET where it may be no word. */
uint32_t anchor_words(struct grammar *grammar, const struct element *anchor);
/* Enters a part under what its anchor is found by. */
void anchor_index(struct grammar *grammar, uint8_t layer, const struct element *anchor,
                  struct candidate candidate);
/* The property of the pattern's kind; NULL where there is none, which is reported. */
const struct schema_property *parser_property(struct parser *parser, struct span name, size_t at);
/* Reports that a property has no such choice; returns false. */
bool parser_fail_choice(struct parser *parser, const struct schema_property *property,
                        struct span name, size_t at);

/* grammar_check.c: checks of whole lines, which report what is wrong. */

/* No way through a line gives a property of one value twice. */
bool line_check_bindings(struct parser *parser, const struct element_sequence *sequence);
/* A line has a mention that is bound, and nothing else. */
bool line_check_mention(struct parser *parser, const struct element_sequence *sequence, size_t at);
/* The properties and codes that an example wants are the kind's. wanted is a part of the line. */
bool line_check_example(struct parser *parser, struct span wanted);

/* A role of the kind by its name in a pattern ("parties", "status.planned", "signatories.for"). */
bool parser_role(struct parser *parser, struct span name, size_t at, uint16_t *role);

#endif
