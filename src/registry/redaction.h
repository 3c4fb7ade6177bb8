/* Redaction: a value, such as a person's name, is replaced by a mark made of its keyed digest.
 *
 * The store keeps of a value no more than keyed digests (HMAC) of the words that it is made of, in
 * the forms that they take. The key lies in a file beside the registry, which its owner alone may
 * read (redaction_key.c): with it the value is known again in later reports, without it nobody can
 * find it out by trying names.
 *
 * A needle is a sequence of words; for each of its places the store has the forms that may stand
 * there. What is found in a text is replaced by a mark of the same number of bytes, so that all
 * offsets hold: "[#", up to 16 digits of the value's digest, '#' as far as there is room, "#]"; of
 * less than four bytes '#' alone. */
#ifndef REDACTION_H
#define REDACTION_H

#include "store.h"

enum { WORD_KEY_SIZE = 16, MARK_DIGITS = 16, MARK_LEAST = 4 };

/* A form that may stand at a place of a needle. */
struct redacted_word {
    unsigned char key[WORD_KEY_SIZE]; /* of the folded word */
    int64_t redaction;
    uint32_t needle; /* its number within the redaction, from 0 */
    uint8_t place;   /* from 0 */
    uint8_t places;  /* that the needle has */
    bool weak;       /* it is found only where another needle of the redaction was */
};

struct stored_redaction {
    int64_t number;
    struct digest digest; /* of the value, keyed */
};

/* What a registry has redacted. */
struct redactions {
    unsigned char key[DIGEST_KEY_SIZE];
    struct stored_redaction *items; /* by number, which are 1, 2, … */
    size_t count;
    struct redacted_word *words; /* sorted by key, then as they stand */
    size_t word_count;
};

/* The key of a word folded by redaction_fold(). */
void redaction_word_key(const unsigned char key[DIGEST_KEY_SIZE], struct span folded,
                        unsigned char out[WORD_KEY_SIZE]);
/* The digest of a value, by its words in lower case. */
struct digest redaction_digest(const unsigned char key[DIGEST_KEY_SIZE], struct span folded);
/* A key of candidates or a feature's number made of a redacted name: keyed, never 0. */
uint64_t redaction_hash(const unsigned char key[DIGEST_KEY_SIZE], uint64_t hash);
/* Sorts words as struct redactions has them. */
void redaction_words_sort(struct redacted_word *words, size_t count);
/* Writes a mark over size bytes. */
void redaction_mark_write(const struct digest *digest, char *out, size_t size);
/* The first mark at or behind at that has four bytes or more: its range in text, and its digits.
 * False where there is none. */
bool redaction_mark_find(struct span text, size_t at, struct range *range, struct span *digits);

/* ---- the store ---- */

/* What the registry has redacted, until the report in hand is ended; *redactions is NULL where it
 * has redacted nothing. Ask within store_write_begin(). Errors: "registry.no_key" (file, key: the
 * path of the key's file, which is not there), "registry.wrong_key" (file, key). */
bool store_redactions(struct store *store, const struct redactions **redactions,
                      struct error *error);
/* The key into out. make: where there is none, one is made and its file written; else a random one
 * is given, for a trial. */
bool store_redaction_key(struct store *store, bool make, unsigned char out[DIGEST_KEY_SIZE],
                         struct error *error);

/* What a source is called, or says. */
struct stored_string {
    int64_t report;
    int64_t source;
    struct span text;
};

struct stored_strings {
    struct stored_string *items;
    size_t count;
    size_t capacity;
};

/* The names of a report's sources and the values that are texts, of readings that ended too. In
 * arena. */
bool store_strings_of_report(struct store *store, int64_t report, struct arena *arena,
                             struct stored_strings *strings, struct error *error);
/* The names of the sources that are a canonical entity, of readings that ended and of reports that
 * were withdrawn too, by report. In arena. */
bool store_names_ever(struct store *store, int64_t canonical, struct arena *arena,
                      struct stored_strings *names, struct error *error);

/* Who finds the value in strings. */
struct redacting {
    void *context;
    /* The text with marks in place of the value, in arena; the span itself where it has none. */
    struct span (*mask)(void *context, struct span text, struct arena *arena);
    struct arena *kept; /* for what lasts until store_redact_rest() */
    struct {
        int64_t *items;
        size_t count;
        size_t capacity;
    } canonicals;    /* filled by the store: of which a name changed */
    int64_t claims;  /* counted by the store */
    int64_t strings; /* … in decisions, reasons and the like */
};

/* Notes a redaction as an act, with its words (their redaction is not read); words that are known
 * stay. *number is the act's. To be called within store_write_begin() with the two below. */
struct new_redaction {
    struct digest digest;
    const struct redacted_word *words;
    size_t word_count;
    int64_t subject; /* canonical entity; 0: words */
    struct span author;
    struct span reason;
};
bool store_redaction_add(struct store *store, const struct new_redaction *redaction, int64_t now,
                         int64_t *number, struct error *error);
/* Gives a report its masked text, of the same size, with its bands, and masks what the registry
 * holds of it: names, values, decisions, and the cards. arena is for
 * working memory. */
struct redacted_report {
    int64_t report;
    struct span text;
    const uint64_t *bands;
    size_t band_count;
};
bool store_redact_report(struct store *store, const struct redacted_report *report,
                         struct redacting *redacting, struct arena *arena, struct error *error);
/* Masks what belongs to no report: acts, reasons, what users state; and makes the cards, names and
 * keys of redacting->canonicals again. arena is cleared on the way. */
bool store_redact_rest(struct store *store, struct redacting *redacting, struct arena *arena,
                       struct error *error);
/* Says that a report which is being added had another text before it was masked. */
bool store_redacted_text_add(struct store *store, int64_t report, const struct digest *original,
                             struct error *error);
/* Whether a redaction was interrupted before it left the derived tables and the free pages. */
bool store_redaction_pending(struct store *store, bool *pending, struct error *error);
/* Says that all redactions are complete. */
bool store_redactions_complete(struct store *store, struct error *error);

#endif
