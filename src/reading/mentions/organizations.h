/* The search for names of organizations and the like within a sentence. */
#ifndef ORGANIZATIONS_H
#define ORGANIZATIONS_H

#include "scan.h"

struct name_scan {
    struct scan *scan;
    const struct sentence *sentence;
    uint32_t end;   /* behind the last token of the sentence */
    unsigned depth; /* of names inside names */
    bool shouting;  /* the sentence is all in capitals: those of common words tell nothing */
};

/* Whether a word has a capital that tells something. */
static inline bool name_is_capital(const struct name_scan *names, uint32_t token)
{
    const struct word *word = &names->scan->words[token];
    bool shouted = names->shouting && names->scan->tokens[token].shape == CASE_UPPER &&
                   word->analysis_count > 0 && word->analyses[0].known;
    return !shouted && token_is_capital(names->scan, token);
}

enum { NAME_DEPTH = 3 };

/* What depends on a head. */
struct chain {
    uint32_t end;   /* behind the last token that may end the name */
    uint32_t place; /* candidate of the place that ends it; NO_CANDIDATE */
    bool reference; /* it ends with «области», «региона» */
    bool named;     /* it holds a name */
};

/* organizations.c */

/* Reads whatever name begins at token, adds its candidate, and gives the token behind it; NO_TOKEN
 * where none begins. */
uint32_t name_read(struct name_scan *names, uint32_t token);
/* A candidate of a kind; its type follows from the kind. */
struct candidate *name_add(struct name_scan *names, uint32_t first, uint32_t end, uint32_t head,
                           const struct schema_kind *kind);
/* Whether only the first part of a word with a hyphen is in capitals: «СВЧ-электроника». */
bool ends_small(struct span word);
/* The token behind the unquoted name at token: «Росатом»; token itself where there is none. */
uint32_t name_words_end(const struct scan *scan, uint32_t token, uint32_t end);
/* The token behind «имени академика А. Н. Петрова» at token; token itself where there is none. */
uint32_t memorial_end(const struct scan *scan, uint32_t token, uint32_t end);
/* Places and persons among the tokens are no entities of their own. */
void hide_places(const struct scan *scan, uint32_t first, uint32_t end);
/* Likewise, as far as the kind of a name hides what it holds; open is its quotation mark. */
void hide_inner_places(const struct scan *scan, const struct schema_kind *kind, uint32_t first,
                       uint32_t end, uint32_t open);

/* quoted.c */

/* What the words of a name say of its kind: «Корпорация развития края» is a development
 * institution, whatever stands before it; fallback where they say nothing. With any, every head
 * tells. *entry becomes the known name that the words are, if they are one. */
const struct schema_kind *kind_of_words(const struct scan *scan, uint32_t first, uint32_t end,
                                        const struct schema_kind *fallback, bool any,
                                        const struct lexicon_entry **entry);
/* Whether the words in quotation marks are a name, and no speech or figure of speech. */
bool quote_is_name(const struct scan *scan, uint32_t open, uint32_t end);
/* Notes the naming words and keys of a candidate whose name stands in quotation marks. */
void set_quoted(const struct name_scan *names, struct candidate *candidate, uint32_t open,
                uint32_t end);
/* Reads a name in quotation marks with nothing before it that says what it is. */
uint32_t quoted_name_read(struct name_scan *names, uint32_t token);

/* quoted_case.c */

/* The nominative of the words in quotation marks that stand without a head: they take the case of
 * their place in the sentence, «объекты «Росатома»», «с «Промлазером» и «Светом»». */
struct span quoted_nominative(const struct scan *scan, const struct sentence *sentence,
                              uint32_t first, uint32_t end);
/* Whether a word can only stand in the genitive: «катера «Росморпорта»» are his. */
bool is_genitive_name(const struct scan *scan, uint32_t token);

/* chains.c */

/* Reads what depends on a head; a unit's chain may end with the name of its body. */
struct chain chain_read(struct name_scan *names, uint32_t token, bool unit);
/* Whether «по» at token tells what a vice-rector is for: «проректор университета | по науке». */
bool begins_charge(const struct scan *scan, uint32_t token);

/* heads.c */

/* The noun of a head of several words: «особая экономическая зона … типа» has «зона». */
uint32_t head_noun(const struct scan *scan, uint32_t first, uint32_t count);
/* Reads the name that the head at token makes with what stands around it. */
uint32_t head_name_read(struct name_scan *names, uint32_t token, const struct lexicon_match *match);

#endif
