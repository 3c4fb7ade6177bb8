/* Inside src/reading: the search for mentions, and what its parts share.
 *
 * words.c looks every token up; dates.c, places.c, persons.c and organizations.c find candidates
 * sentence by sentence; repeats.c finds, over the whole report, the short names and references of
 * what they found; entities.c decides which candidates are one entity and writes mentions and
 * entities into the reading. */
#ifndef SCAN_H
#define SCAN_H

#include "lexicon.h"
#include "reader.h"
#include "tagger.h"

#define NO_TOKEN UINT32_MAX
#define NO_CANDIDATE UINT32_MAX

struct person_reading;

/* How fully a candidate names its thing. */
enum naming {
    NAMING_FULL, /* «Госкорпорация «Росатом»», «Сергей Собянин» */
    NAMING_SHORT,    /* «Росатом», «Собянин», «ФИОП» */
    NAMING_REFERENCE /* «госкорпорация», «мэр», «регион» */
};

/* A mention in the making. Tokens are numbers of the reading's tokens, NO_TOKEN where absent. */
struct candidate {
    uint32_t first;
    uint32_t end;  /* behind its last token */
    uint32_t head; /* the token whose case is the mention's */
    uint8_t type;  /* enum mention_type */
    uint8_t naming;
    bool certain;  /* its name is in the nominative for sure */
    bool unlisted; /* no entity of its own: a place inside a firm's name, a position */
    bool foreign;  /* written in Latin letters */
    const struct schema_kind *kind;
    const struct lexicon_entry *entry; /* of the lexicon, or its head's; NULL for none */
    uint32_t name_first;               /* its naming words; equal for none */
    uint32_t name_end;
    struct span name;      /* in the nominative; empty where it is to be made */
    struct span key;       /* what equal names have in common: see names.h */
    struct span short_key; /* likewise, of the quoted name without its head */
    struct span inner_key; /* and of the name quoted within: «Концерн „Турбина“» */
    bool tagged; /* the tagger sees a name in it: «Сенат», although it only points at one */
    bool bare;   /* nothing said what it is: its kind is a guess */
    bool jurisdiction; /* its name ends with «области», «региона»: a reference to its place */
    uint32_t place;   /* candidate of the place inside it or beside it; NO_CANDIDATE */
    uint32_t same_as; /* candidate that this is another name of; NO_CANDIDATE */
    uint32_t given;   /* of persons: tokens of the parts of the name */
    uint32_t patronymic;
    uint32_t surname;
    struct span parts[3];                  /* given name, patronymic, surname in the nominative */
    const struct person_reading *readings; /* all ways to read it; parts is of one of them */
    uint8_t reading_count;
    uint16_t person; /* how the name can be read: names.h's person_cases */
    grammemes grammemes;
    struct value value;
    uint32_t entity; /* set by entities.c */
};

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

struct scan {
    const struct reader *reader;
    struct reading_memory *memory; /* NULL for none */
    struct arena *arena;
    struct reading *reading;
    const struct token *tokens;
    struct word *words;
    struct lexicon_words *lexemes; /* by token */
    struct {
        struct lexicon_match *items; /* those of token n: [match_first[n], match_first[n + 1]) */
        size_t count;
        size_t capacity;
    } matches;
    uint32_t *match_first;
    const struct time_word *
        *times;      /* by token: what it says of time and number; NULL for nothing */
    uint32_t *owner; /* by token: 1 + number of the outermost candidate that covers it; 0 */
    struct candidates candidates;
    struct tags tags;       /* names that the tagger found */
    uint32_t *tag_at;       /* by token: 1 + number of its tag; 0. NULL without a tagger */
    struct tag_lead *leads; /* by token: how near it is to a name of each kind */
};

/* Whether a sentence is in capitals, mostly: they tell nothing there. scan.c. */
bool sentence_is_shouting(const struct scan *scan, const struct sentence *sentence);

/* The steps, in this order. */
void words_annotate(struct scan *scan);
void dates_find(struct scan *scan, const struct sentence *sentence);
void money_find(struct scan *scan, const struct sentence *sentence);
void places_find(struct scan *scan, const struct sentence *sentence);
void persons_find(struct scan *scan, const struct sentence *sentence);
void organizations_find(struct scan *scan, const struct sentence *sentence);
void positions_find(struct scan *scan, const struct sentence *sentence);
void repeats_find(struct scan *scan);
void references_find(struct scan *scan);
/* Gives the references the entities of what they stand for; entities_find() calls it. */
void references_resolve(struct scan *scan);
void entities_find(struct scan *scan);
/* Gives the memory of the search back: mentions and entities are written. scan.c. */
void scan_return(struct scan *scan);

/* The region whose adjective at token begins a series of which the last alone has the noun:
 * «Псковская и Новгородская области», «в Омской, Томской и Курганской областях»; NULL. places.c. */
const struct lexicon_entry *series_region(const struct scan *scan, uint32_t token, uint32_t end);

/* Reads a given name that stands alone, which is tried when all else is found; the token behind it,
 * NO_TOKEN where there is none. persons.c. */
uint32_t given_name_read(struct scan *scan, const struct sentence *sentence, uint32_t token);

/* Adds the person whose name the tagger found in [first, end); listed says whether it is sure
 * enough for an entity. */
void tagged_person_read(struct scan *scan, uint32_t first, uint32_t end, bool listed);
/* Adds a candidate over [first, end) with its head, which own its tokens from now on. */
struct candidate *candidate_add(struct scan *scan, uint32_t first, uint32_t end, uint32_t head,
                                enum mention_type type, enum thing thing);

/* Questions that are asked of every token stand here, so that they cost no call. A token outside of
 * the report's is none of it: false, empty. */

/* The candidate that covers a token; NULL where none does. */
static inline struct candidate *candidate_at(const struct scan *scan, uint32_t token)
{
    if (token >= scan->reading->tokens.count || scan->owner[token] == 0)
        return NULL;
    return &scan->candidates.items[scan->owner[token] - 1];
}

/* Whether a kind is that thing. */
static inline bool kind_is(const struct scan *scan, const struct schema_kind *kind,
                           enum thing thing)
{
    return kind == scan->reader->things[thing];
}

static inline struct span token_text(const struct scan *scan, uint32_t token)
{
    if (token >= scan->reading->tokens.count)
        return (struct span){0};
    return token_letters(scan->reading->report->text, &scan->tokens[token]);
}

static inline bool token_is(const struct scan *scan, uint32_t token, const char *folded)
{
    return token < scan->reading->tokens.count &&
           span_equal(scan->tokens[token].folded, span_of(folded));
}

static inline bool token_is_kind(const struct scan *scan, uint32_t token, enum token_kind kind)
{
    return token < scan->reading->tokens.count && scan->tokens[token].kind == kind;
}

static inline bool token_is_free(const struct scan *scan, uint32_t token)
{
    return token < scan->reading->tokens.count && scan->owner[token] == 0;
}

/* The type of a mention of a thing of a kind: an organization, where nothing else fits. */
enum mention_type mention_type_of(const struct scan *scan, const struct schema_kind *kind);

/* A word with a capital: «Завод», «ОАО», «РТ-Биотехпром». */
static inline bool token_is_capital(const struct scan *scan, uint32_t token)
{
    return token_is_kind(scan, token, TOKEN_WORD) && scan->tokens[token].shape >= CASE_TITLE;
}

static inline bool token_is_title(const struct scan *scan, uint32_t token)
{
    return token_is_kind(scan, token, TOKEN_WORD) && scan->tokens[token].shape == CASE_TITLE;
}

/* The first token of a sentence, or behind an opening quote or colon: its capital says nothing. */
bool token_begins(const struct scan *scan, const struct sentence *sentence, uint32_t token);
/* An analysis of a token that has one of the parts of speech (bits 1 << POS_…) and all of the
 * grammemes of each category that wanted names; NULL where there is none. */
const struct analysis *token_read(const struct scan *scan, uint32_t token, unsigned parts,
                                  grammemes wanted);
#define PART(pos) (1u << (pos))
enum { PARTS_NOUN = 1u << POS_NOUN, PARTS_ADJECTIVE = 1u << POS_ADJECTIVE | 1u << POS_PARTICIPLE };
/* Whether the adjective at left can agree with the noun at right. */
bool tokens_agree(const struct scan *scan, uint32_t left, uint32_t right);
static inline const struct lexicon_entry *match_entry(const struct scan *scan,
                                                      const struct lexicon_match *match)
{
    return lexicon_entry(scan->reader->lexicon, match->entry);
}

/* match_of() of a token that has matches. */
const struct lexicon_match *match_among(const struct scan *scan, uint32_t token,
                                        enum lexicon_class class);
/* The longest match of a class at a token; NULL where there is none. */
static inline const struct lexicon_match *match_of(const struct scan *scan, uint32_t token,
                                                   enum lexicon_class class)
{
    if (token >= scan->reading->tokens.count ||
        scan->match_first[token] == scan->match_first[token + 1])
        return NULL;
    return match_among(scan, token, class);
}

/* The token behind the one that closes the quotation mark at open; NO_TOKEN where it is no quoted
 * name within the sentence. */
uint32_t quote_end(const struct scan *scan, const struct sentence *sentence, uint32_t open);
/* The text of a name: with single blanks, and with quotation marks as a register has them, «»
 * outside and „“ inside, all closed. */
struct span name_span(const struct scan *scan, uint32_t first, uint32_t end);
/* The text between two tokens with single blanks. */
struct span tokens_span(const struct scan *scan, uint32_t first, uint32_t end);

#endif
