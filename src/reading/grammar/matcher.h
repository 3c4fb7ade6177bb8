/* Inside src/reading alone: runs a grammar over the sentences of a reading.
 *
 * Each pattern is tried only where its anchor stands, found through the grammar's index. Work in a
 * sentence is bounded by its length times a constant, so reading is linear in the length of the
 * text; a sentence that reaches the bound stands in reading.capped. */
#ifndef MATCHER_H
#define MATCHER_H

#include "grammar_form.h"
#include "presence.h"

#define NO_MENTION UINT32_MAX

/* Tokens first..end that a role was bound to. */
struct capture {
    uint16_t role;
    uint8_t type; /* enum node_type of what was bound: NODE_MENTION, NODE_PHRASE, …, NODE_OPEN */
    uint16_t flags; /* enum node_flags of that */
    grammemes cases;
    uint32_t first;
    uint32_t end;
    uint32_t mention; /* the first mention in it; NO_MENTION */
    uint32_t ruler;   /* of a member of <shared>: the noun that rules it, told by NODE_SHARED */
};

struct match {
    const struct pattern *pattern;
    const struct part *part; /* the one that matched */
    uint32_t sentence;
    uint32_t anchor; /* token */
    uint32_t first;  /* tokens of the part that matched */
    uint32_t end;
    struct capture *captures;
    size_t capture_count;
};

struct matches {
    struct match *items;
    size_t count;
    size_t capacity;
};

/* A match that an "unless" of its pattern forbade. */
struct forbidden {
    const struct pattern *pattern;
    const struct part *guard;
    uint32_t sentence;
    uint32_t first; /* tokens of the match */
    uint32_t end;
    uint32_t guard_first; /* and of what the guard found */
    uint32_t guard_end;
};

/* A mention, or a longer stretch that stands for it. */
struct unit {
    uint32_t first;
    uint32_t end;
    uint32_t mention;
    uint32_t next_start; /* the next shorter unit of the same first token; UINT32_MAX */
    uint32_t next_end;
};

/* The mentions that a "near", "main", "spoken" or "topic" may bind. */
struct serving {
    uint32_t *items; /* indices of mentions, in the order of the text */
    size_t count;
    size_t capacity;
    bool main_known;   /* the next two hold what was found last */
    uint32_t main;     /* the main thing around main_block */
    size_t main_block; /* a stretch of items */
};

/* What was last read of a number at a token. limit is 0 where nothing was. */
struct amount {
    uint32_t first;
    uint32_t limit;
    uint32_t end;  /* first where there is no such number */
    uint32_t head; /* of what is counted */
};

/* What was read of a noun phrase at a token. limit is 0 where nothing was. */
struct phrase_known {
    grammemes cases;
    uint32_t first;
    uint32_t limit;
    uint32_t set;
    uint32_t flags;
    uint32_t end; /* first where there is no such phrase */
};

enum { PHRASES_KNOWN = 64 }; /* a power of two */

enum { AMOUNTS = 4 }; /* by NODE_COUNTED and NODE_ORDINAL */

struct matcher {
    const struct grammar *grammar;
    struct arena *arena;
    const struct reading *reading;
    const struct lexicon *lexicon; /* NULL: regions go by the names that the report has for them,
                                      and no holding is known */
    const struct grammar_word **words; /* by token */
    struct {
        struct unit *items;
        size_t count;
        size_t capacity;
    } units;
    struct presence presence; /* in the sentence under way */
    struct amount amounts[AMOUNTS];
    struct phrase_known phrases[PHRASES_KNOWN];
    uint32_t *starts;           /* by token: the longest unit that starts there */
    uint32_t *ends;             /* by token: the longest unit whose last token it is */
    struct map serving_numbers; /* by what the mentions must be */
    struct {
        struct serving *items;
        size_t count;
        size_t capacity;
    } servings;
    struct {
        struct forbidden *items;
        size_t count;
        size_t capacity;
    } forbidden;
    struct {
        uint32_t *items; /* sentences in which the bound was reached, in the order of the text */
        size_t count;
        size_t capacity;
    } capped;
};

/* Prepares the words and mentions of a reading; all in arena. Words of a reader's reading bring
 * what its grammar knows of them along. */
void matcher_init(struct matcher *matcher, const struct grammar *grammar, struct arena *arena,
                  const struct reading *reading);
/* Lets tokens first..end stand for a mention in the layers that follow. */
void matcher_add_chunk(struct matcher *matcher, uint32_t first, uint32_t end, uint32_t mention);
/* Appends the matches of all patterns of a layer, in the order of the text. */
void matcher_run(struct matcher *matcher, unsigned layer, struct matches *matches);
/* Whether a set of the grammar holds a lemma. */
bool matcher_set_has(const struct matcher *matcher, uint32_t set, uint32_t lemma);
/* Whether a node's lemma set and tags fit the token. */
bool matcher_word_fits(const struct matcher *matcher, const struct node *node, uint32_t token);
/* The same of a NODE_WORD, as far as one look tells. */
static inline bool matcher_word_may_fit(const struct matcher *matcher, const struct node *node,
                                        uint32_t token)
{
    return !node->sketch || (node->sketch & matcher->words[token]->sketch);
}
/* Whether a token is of a word list of the grammar; no word is of a list that there is not. */
bool matcher_word_is_of(const struct matcher *matcher, const char *list, uint32_t token);

#endif
