/* Inside src/reading alone: the compiled form of a grammar.
 *
 * A pattern has parts: one or more alternatives that must match, and further ones that are sought
 * in the same sentence. A part is run from its anchor: nodes from the anchor rightwards up to a
 * NODE_TURN, then those from the anchor leftwards up to a NODE_ACCEPT. Nodes stand in one array and
 * name each other by index. */
#ifndef GRAMMAR_FORM_H
#define GRAMMAR_FORM_H

#include "calibration.h"
#include "grammar.h"
#include "intern.h"
#include "reading.h"
#include "side_weights.h"

struct element;

enum { NO_ROLE = UINT16_MAX, AGREEMENT_LABELS = 4 };
#define NO_NODE UINT32_MAX /* no int: not for an enum */
#define NO_SET UINT32_MAX

enum node_type {
    NODE_ACCEPT,
    NODE_TURN,    /* go on with node other, leftwards from the anchor */
    NODE_WORD,    /* a token with an analysis whose lemma is in the set and which has the tags */
    NODE_FORM,    /* a token of exactly this form */
    NODE_ANY,     /* a token with an analysis that has the tags */
    NODE_MENTION, /* a mention, by type or by the schema of its entity */
    NODE_LIST,    /* mentions joined by commas and conjunctions, each bound to the role */
    NODE_GAP,     /* up to limit tokens or whole mentions */
    NODE_SPLIT,   /* next, or else other */
    NODE_OPEN,    /* what follows is bound to the role, up to NODE_CLOSE */
    NODE_CLOSE,
    NODE_QUOTE,    /* text between quotation marks, with them; may reach over sentences */
    NODE_REPLY,    /* a paragraph's words after its opening dash, up to here */
    NODE_NUMBER,   /* digits or a numeral */
    NODE_QUANTITY, /* a number with its scale, or a range; with the flag NODE_COUNTED what it
                      counts, with NODE_ORDINAL an ordinal number with its noun */
    NODE_PHRASE,   /* a noun phrase; with the flag NODE_MANY joined ones, each a value */
    NODE_CLAUSE,   /* all up to the end of the clause */
    NODE_REST,     /* all up to the end of the sentence */
    NODE_ITEMS,    /* the items of the list that follows the sentence */
    NODE_NOT,      /* the token left of here has no lemma of the set */
    NODE_START,    /* the beginning of the sentence */
    NODE_END       /* its end */
};

enum node_flags {
    NODE_MANY = 1,       /* of NODE_PHRASE: cut into its joined members */
    NODE_ACROSS = 2,     /* of NODE_GAP: may cross the marks between clauses */
    NODE_CAPITAL = 4,    /* the word is not in lower case */
    NODE_NAMED = 8,      /* the mention names its entity */
    NODE_REFERENCE = 16, /* the mention only points at it */
    NODE_NARROW = 32,    /* of NODE_PHRASE: without what depends on it by a preposition */
    NODE_HOLDS = 64, /* of NODE_MENTION: one of its words is in the set; of NODE_PHRASE: its head */
    NODE_TITLED = 128, /* of NODE_MENTION: a longer stretch stands for it, «директор Петров» */
    NODE_PLAIN = 128,   /* of NODE_PHRASE: its head is of no name */
    NODE_COMMON = 4,    /* of NODE_PHRASE: its head neither names nor points at a thing */
    NODE_COUNTED = 1,   /* of NODE_QUANTITY */
    NODE_ORDINAL = 2,   /* of NODE_QUANTITY */
    NODE_INFERRED = 8,  /* of captures of mentions: what "near", "main" and the like found */
    NODE_WHOLE = 256,   /* of NODE_PHRASE with NODE_MANY: the joined members are one value */
    NODE_SHARED = 1024, /* of NODE_PHRASE with NODE_MANY: the noun before them rules each member */
    NODE_THING = 512,   /* of NODE_PHRASE: its head neither names nor stands for one that acts */
    NODE_HOLDING = 2048 /* of NODE_MENTION: the lexicons know it as a firm that holds others */
};

/* What a word must be: one of the parts of speech, and one of each category of grammemes named. */
struct tags {
    uint32_t parts; /* bits by enum part_of_speech; 0: any */
    grammemes wanted;
    uint16_t flags;
};

struct node {
    uint8_t type;
    uint16_t flags;
    uint8_t label;  /* words of the same label agree; 0: none */
    uint16_t role;  /* of NODE_LIST and NODE_OPEN */
    uint16_t limit; /* of NODE_GAP */
    uint32_t set;   /* of NODE_WORD: a set of lemmas; of NODE_FORM: the form */
    uint32_t parts;
    uint32_t next;
    uint32_t other;
    uint32_t mentions; /* bits by enum mention_type, and MENTION_DURATION_BIT */
    union {
        uint64_t schemas; /* bits by number of entity schema */
        uint64_t sketch;  /* of NODE_WORD: that of its set, or 0 where it is not known */
    };
    grammemes wanted;
};

/* A sketch of lemmas: the bit of each, by its number modulo 64. A word whose sketch has no bit of a
 * set's is not of the set, and neither need be looked at. */
static inline uint64_t lemma_sketch(uint32_t lemma)
{
    return (uint64_t)1 << lemma % 64;
}

/* Durations are mentions of dates that hold a duration. */
#define MENTION_DURATION_BIT (1u << 31)

/* Where a capture goes. */
struct role {
    const struct schema_property *property;
    const struct schema_choice *choice; /* property.code=…: what it is set to */
    bool on_behalf;                     /* signatories.for=…: whom the last one signs for */
    struct span text; /* measure.площадь=…: the words that a text is set to; empty */
};

enum part_use {
    PART_MATCH,  /* one of these must match */
    PART_NEED,   /* must be found too */
    PART_ALSO,   /* adds to the fact where it is found: the first one */
    PART_EVERY,  /* likewise, all of them */
    PART_NEAR,   /* a mention: the nearest one before in the report, else the nearest after */
    PART_MAIN,   /* a mention of what the report mentions most */
    PART_SPOKEN, /* a mention of what the sentences around speak of most */
    PART_TOPIC,  /* a mention of what the sentence, or one of the few before, speaks of */
    PART_NEWS,   /* a date: the day that the news speaks of, said before or in the sentence */
    PART_UNLESS  /* where it is found there is no fact */
};

enum part_scope {
    SCOPE_SENTENCE,
    SCOPE_CLAUSE,
    SCOPE_BEFORE,
    SCOPE_AFTER,
    SCOPE_HERE,
    SCOPE_PREVIOUS,
    SCOPE_SUBJECT, /* the anchor is a predicate: where its subject stands; predicate.h */
    SCOPE_OBJECT,
    SCOPE_ARGUMENT, /* anywhere in its own clause */
    SCOPE_GOVERNOR, /* a predicate whose object the anchor is; subject, object and argument are its
                       then */
    PART_SCOPES
};

/* Things of which a sentence must hold one. */
struct want {
    bool number;
    uint32_t set;  /* of lemmas: its number among grammar.wanted; NO_SET for none */
    uint32_t form; /* 0 for none */
    uint32_t mentions;
    uint64_t schemas;
};

enum { PART_WANTS = 4 };

struct part {
    uint8_t use;
    uint8_t scope;
    uint8_t want_count;
    bool seated;                   /* it begins with its first element where it is sought */
    unsigned line;                 /* of its file */
    uint16_t role;                 /* what the leaf of its anchor is bound to; NO_ROLE */
    uint32_t start;                /* its first node */
    uint32_t anchor_set;           /* the lemmas of the anchor; NO_SET where it is no word */
    struct node leaf;              /* of its anchor, where that is one */
    struct want wants[PART_WANTS]; /* without which it cannot match: presence.h */
    /* While the grammar is compiled; NULL afterwards, where it was unpacked. */
    const struct element *anchor;
    const struct element_sequence *elements;
};

struct fixed_value {
    const struct schema_property *property;
    const struct schema_choice *choice;
    struct span text;
};

/* Which fact a pattern adds to that "extends" one. */
enum reach {
    REACH_LAST, /* the one that the report is speaking of */
    REACH_NEXT, /* the one that comes next */
    REACH_ALL,  /* all that are told as news */
    REACH_UNDO  /* the one spoken of, of which it says that it did not come about */
};

struct pattern {
    struct span name;
    struct pattern_place place;
    const struct schema_kind *kind;
    double confidence;
    bool extends;  /* adds to another fact of its kind */
    uint8_t reach; /* enum reach: to which */
    uint8_t layer;
    uint16_t chunk; /* the property whose mention stands for the whole match in later layers */
    struct {
        struct part *items;
        size_t count;
        size_t capacity;
    } parts;
    struct {
        struct fixed_value *items;
        size_t count;
        size_t capacity;
    } fixed;
};

/* A part to be tried at an anchor. Most are refused by what the sentence lacks: they lie together,
 * two in a line of the cache, and what is behind them is not looked at before. */
struct candidate {
    /* What the sentence must hold: a lemma of each of these wanted sets, by 1 + number, and a
     * mention of one of these types or schemata; 0 and no bits where it need not. */
    uint16_t wanted[2];
    uint32_t form; /* and a form; 0 for none */
    uint64_t schemas;
    uint32_t mentions;
    uint32_t start; /* the part's first node */
    uint32_t pattern;
    uint16_t part;
    uint16_t more; /* 1 where the part wants more than that */
};

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

/* A set of lemmas: bits by lemma number. */
struct lemma_set {
    uint64_t *bits;
    size_t capacity; /* in words of 64 bits */
};

enum { GRAMMAR_LAYERS = 2, CHUNK_NONE = UINT16_MAX };

struct grammar {
    struct arena *arena;
    const struct schema *schema;
    struct span version;
    struct calibration calibration;
    struct side_weights sides;
    struct intern lemmas; /* of words that patterns name */
    struct intern forms;
    struct {
        struct node *items;
        size_t count;
        size_t capacity;
    } nodes;
    struct {
        struct role *items;
        size_t count;
        size_t capacity;
    } roles;
    struct {
        struct lemma_set *items;
        size_t count;
        size_t capacity;
    } sets;
    struct {
        struct pattern *items;
        size_t count;
        size_t capacity;
    } patterns;
    struct {
        struct pattern *items;
        size_t count;
        size_t capacity;
    } groups; /* parts that patterns take over */
    struct {
        struct grammar_example *items;
        size_t count;
        size_t capacity;
    } examples;
    struct {
        struct set_union {
            uint32_t set;
            uint32_t part;
        } * items;
        size_t count;
        size_t capacity;
    } unions; /* sets that hold others, which may grow until the grammar is finished */
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } wanted;                  /* sets without which parts cannot match */
    struct map wanted_by_bits; /* their numbers */
    struct map joined_by_pair; /* sets that hold two others, by the numbers of the two */
    uint32_t *wanted_starts;   /* by lemma: where its numbers among the wanted sets begin, */
    uint32_t *wanted_numbers;  /* and those of all lemmas one after another */
    struct map lists; /* the numbers of the word lists, by name; of single words as "=word" */
    struct map parts; /* those of the parts */
    struct {
        struct named_part {
            struct span file;
            unsigned line;
            struct span text; /* the whole line; its elements begin at at */
            size_t at;
        } * items;
        size_t count;
        size_t capacity;
    } named_parts;
    /* From the dictionary's lemma number to the grammar's: open addressing, a power of two. */
    struct lemma_slot {
        uint32_t key;
        uint32_t lemma;
    } * lemma_slots;
    size_t lemma_capacity;
    bool *form_lemmas; /* by lemma: it is no dictionary form and stands for itself; NULL for none */
    struct candidates *by_lemma; /* [layer * (lemmas + 1) + lemma] */
    struct candidates *by_form;
    struct candidates by_mention[GRAMMAR_LAYERS][32]; /* by mention type; 31: durations */
    struct candidates by_schema[GRAMMAR_LAYERS][64];
    struct candidates by_quote[GRAMMAR_LAYERS];
    struct candidates by_number[GRAMMAR_LAYERS];
};

/* Whether an analysis is as the node wants it. */
static inline bool node_allows(const struct node *node, const struct analysis *analysis)
{
    if (node->parts && !(node->parts >> analysis->pos & 1)) {
        return false;
    }
    if (!node->wanted) {
        return true;
    }
    static const grammemes categories[] = {
        GRAM_CASES,
        GRAM_NUMBERS,
        GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER,
        GRAM_TENSES,
        GRAM_PERFECTIVE | GRAM_IMPERFECTIVE,
        GRAM_ACTIVE | GRAM_PASSIVE,
        ~(GRAM_CASES | GRAM_NUMBERS | GRAM_MASCULINE | GRAM_FEMININE | GRAM_NEUTER | GRAM_TENSES |
          GRAM_PERFECTIVE | GRAM_IMPERFECTIVE | GRAM_ACTIVE | GRAM_PASSIVE)};
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        grammemes wanted = node->wanted & categories[i];
        if (wanted && !(wanted & analysis->grammemes)) {
            return false;
        }
    }
    return true;
}

#endif
