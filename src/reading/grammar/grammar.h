/* The fact grammar: patterns written as text, compiled into arrays that the matcher runs over.
 *
 * docs/grammar.md is the reference of the format. A grammar is made of any number of files; names
 * of word lists and parts are known from their line on, in the files that follow too. Once compiled
 * it does not change and is shared by all threads. */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include "arena.h"
#include "error.h"
#include "morphology.h"
#include "schema.h"

struct grammar;

/* An example that stands beside a pattern. */
struct grammar_example {
    struct span pattern;
    struct span text; /* «¶» stands there for a line break */
    struct span
        wanted; /* "person=Иван Петров; position=губернатор"; empty where any match will do */
    struct span file;
    unsigned line;
    bool matches; /* whether the pattern must match it, or must not */
    bool undoes;  /* what its pattern matches undoes a fact and tells none */
};

/* Readings less likely than this are no more than the dictionary's curiosities. */
#define FAR_FETCHED 0.005f

/* A lemma that patterns name, and the analysis of a word that has it. */
struct word_lemma {
    uint32_t lemma;
    uint32_t analysis;
};

/* What the grammar knows of a word. */
struct grammar_word {
    const struct word_lemma *lemmas;
    uint16_t lemma_count;
    uint16_t anchors; /* bits of the layers that have an anchor among its lemmas and its form */
    uint32_t form;    /* number of a form that patterns name; 0 for none */
    uint64_t sketch;  /* of its lemmas: lemma_sketch() of each */
};

/* An empty grammar in arena. */
struct grammar *grammar_new(struct arena *arena, const struct schema *schema);
/* Adds the patterns of one file; text is copied. All mistakes of the file are reported, each with
 * file, line and column: the keys grammar.* of the catalogue. Call grammar_finish() after the last
 * file. */
bool grammar_add(struct grammar *grammar, struct span file, struct span text, struct error *error);
/* Builds the index by which the matcher finds patterns. */
void grammar_finish(struct grammar *grammar);
/* The .txt files of the folder grammar in the folder of data files, by name. */
struct grammar_files {
    const char **items;
    size_t count;
    size_t capacity;
};
/* Lists them in arena. Errors: "grammar.no_folder". */
bool grammar_files(struct arena *arena, struct span data_folder, struct grammar_files *files,
                   struct error *error);
/* All three for every .txt file of the folder grammar in the folder of data files, by name. Errors:
 * those of grammar_add(), "file.cannot_open". */
bool grammar_load(struct grammar **grammar, struct arena *arena, struct span data_folder,
                  const struct schema *schema, struct error *error);

/* The digest of the grammar's files: the version that readings name. */
struct span grammar_version(const struct grammar *grammar);
size_t grammar_pattern_count(const struct grammar *grammar);
struct span grammar_pattern_name(const struct grammar *grammar, size_t pattern);
const struct grammar_example *grammar_examples(const struct grammar *grammar, size_t *count);
/* The number by which the grammar knows a lemma; 0 where no pattern names it. */
uint32_t grammar_lemma(const struct grammar *grammar, struct span lemma);
/* Finds the words of patterns that are no dictionary forms, «должен», «млн»: each stands for itself
 * alone. Without it they match nothing. */
void grammar_find_forms(struct grammar *grammar, const struct morphology *morphology);
/* What the grammar knows of a word. lemmas is what the result points at: room for two of each
 * analysis, and one. */
struct grammar_word grammar_word_of(const struct grammar *grammar, struct span folded,
                                    const struct analysis *analyses, size_t count,
                                    struct word_lemma *lemmas);
/* The sketch of the lemmas of a word. */
uint64_t grammar_word_sketch(const struct grammar_word *word);
/* Whether what stood in a file may be what the grammar knows of a word of so many analyses. */
bool grammar_word_good(const struct grammar *grammar, const struct grammar_word *word,
                       size_t analyses);

#endif
