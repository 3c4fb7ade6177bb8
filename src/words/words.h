/* Words for the search: what the index holds of reports and names, and asks of it.
 *
 * The registry knows no language; the same lemmas must be made for what is stored and for what is
 * asked, so both come from here: the resolver's and the questions'. */
#ifndef WORDS_H
#define WORDS_H

#include "morphology.h"
#include "store.h"
#include "token.h"

/* The lemmas of a word as the search index has them: folded, alternatives separated by '|', in
 * arena; empty where the word holds no letter or digit. */
struct span search_lemmas(const struct morphology *morphology, struct span word,
                          struct arena *arena);

/* Keeps the lemmas of words from one report to the next, for one thread: nine words of ten stood in
 * the reports before. Of a fixed size; a word takes the place of another. */
struct word_memory;
/* Makes a memory; false where the system has none left. Free it with word_memory_free(). */
bool word_memory_new(struct word_memory **memory);
/* NULL is allowed. */
void word_memory_free(struct word_memory *memory);
/* search_lemmas() out of the memory, which may be NULL. */
struct span search_lemmas_kept(struct word_memory *memory, const struct morphology *morphology,
                               struct span word, struct arena *arena);

/* The same, valid until the next word is asked for. */
struct span search_lemmas_recall(struct word_memory *memory, const struct morphology *morphology,
                                 struct span word, struct arena *arena);

/* The lemmas of a phrase, word for word, separated by spaces; in arena. memory may be NULL. */
struct span search_lemmas_of_phrase(struct word_memory *memory, const struct morphology *morphology,
                                    struct span phrase, struct arena *arena);
/* The tokens of a text that is no report: a name, a question; in arena. */
void tokens_of_phrase(struct span text, struct arena *arena, struct tokens *tokens);
/* The words of a report as the index takes them: words, numbers and addresses, no marks. */
struct search_words {
    struct new_token *items;
    size_t count;
};

/* Those of a report's text and its tokens, in arena; those of its title can be asked for as such.
 * memory may be NULL. Call within arena_run(). */
void search_words_of_report(struct word_memory *memory, const struct morphology *morphology,
                            const struct report *report, const struct tokens *tokens,
                            struct arena *arena, struct search_words *words);
/* A user's question as a query of the store, in arena: each word must be found; words between
 * quotation marks (any kind) stand one after another; none with a hyphen before it (or before its
 * quotation mark) may be found. No words to be found give a query of no phrases. */
void search_query_of(const struct morphology *morphology, struct span question, struct arena *arena,
                     struct search_query *query);
/* Adds to a query that these words stand one after another in the title, or (excluded) do not; in
 * arena. */
void search_query_of_title(const struct morphology *morphology, struct span words, bool excluded,
                           struct arena *arena, struct search_query *query);
/* A name that is being typed as a query of names: its words, and the last one's beginning. */
void search_query_begun(const struct morphology *morphology, struct span typed, struct arena *arena,
                        struct search_query *query);

/* Where the words of a question stand in texts: the same as the index tells, but for phrases of
 * titles. */
enum { PLACING_WORDS = 64 /* of a question */ };

struct placing {
    struct word_memory *memory;
    const struct morphology *morphology;
    struct arena *arena;
    struct {
        struct placing_lemma *items;
        size_t count;
        size_t capacity;
    } lemmas;                     /* that are sought */
    uint64_t begins;              /* bits of words: of those that begin a phrase … */
    uint64_t ends;                /* … and end one */
    uint8_t sizes[PLACING_WORDS]; /* of the phrase that ends with the word */
    unsigned behind;              /* words that must be seen before one can be told: longest - 1 */
    struct span text;
    struct span words; /* that are left */
    struct range last;
    struct range ring[PLACING_WORDS]; /* the words that were seen last, by their number */
    size_t seen;
    uint64_t standing; /* bits of words: what stood before goes on as far as there */
    uint64_t found;    /* bits of words that were seen, the last one first: they are found */
};

/* Begins to look for a query's phrases; false where they cannot be told from a text. What it needs
 * lives in arena; memory may be NULL. */
bool placing_begin(struct placing *placing, struct word_memory *memory,
                   const struct morphology *morphology, const struct search_query *query,
                   struct arena *arena);
/* Begins with the text of a hit that came unplaced, and its words. */
void placing_text(struct placing *placing, struct span text, struct span words);
/* The next range that was found, in the order of the text; false at its end. */
bool placing_next(struct placing *placing, struct range *range);

#endif
