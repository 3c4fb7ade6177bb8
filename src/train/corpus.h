/* Annotated texts for training and evaluation: NAME.txt with NAME.json beside it (an object whose
 * "mentions" have start and end in code points and a type; one with "fragments" neither earns nor
 * costs), read by the same way as any report: report, tokens, words. */
#ifndef CORPUS_H
#define CORPUS_H

#include "arena.h"
#include "error.h"
#include "map.h"
#include "model.h"
#include "morphology.h"
#include "token.h"

/* What a document is for. */
enum document_role {
    DOCUMENT_NAMES, /* persons, places and organizations by their naming words: PER, LOC, ORG */
    DOCUMENT_TYPES, /* nested mentions of any types */
    DOCUMENT_TEXT   /* nobody annotated it */
};

struct gold_span {
    uint32_t start, end;  /* code points of the text */
    uint32_t first, last; /* tokens of the document, inclusive; UINT32_MAX where it fits none */
    uint32_t type;        /* number in corpus.types */
    bool broken;          /* has fragments */
};

/* A word form as it stands in texts; tokens of the same text and kind share one. */
struct form {
    struct span text;
    struct span folded;
    struct span lemma;    /* of its likeliest analysis; empty where it has none */
    const uint32_t *rows; /* form_features() */
    uint32_t row_count;
};

struct sample {
    uint32_t form;
    uint32_t start, end; /* code points */
    uint8_t context;     /* bits CONTEXT_* */
};

struct document {
    struct span name;
    struct report report;
    struct tokens tokens;
    struct sample *samples; /* [tokens.count] */
    struct gold_span *spans;
    size_t span_count;
    enum document_role role;
    bool held;                              /* not learnt from, for measuring */
    struct digest text_digest, gold_digest; /* of the files' bytes */
};

struct corpus {
    struct arena *arena;
    const struct morphology *morphology;
    struct map form_numbers;
    struct {
        struct form *items;
        size_t count, capacity;
    } forms;
    struct {
        struct document *items;
        size_t count, capacity;
    } documents;
    struct {
        struct span *items;
        size_t count, capacity;
    } types;
};

/* An empty corpus in arena; there is nothing to release. */
void corpus_init(struct corpus *corpus, struct arena *arena, const struct morphology *morphology);
/* Adds all documents of a folder, in the order of their names by bytes. Call within arena_run().
 * Errors: those of files and reports, "train.corpus" (file), "train.no_documents" (folder). */
bool corpus_read(struct corpus *corpus, const char *folder, enum document_role role,
                 struct error *error);
/* The number of a type, which is added where it is new. */
uint32_t corpus_type(struct corpus *corpus, struct span name);
/* The analyses of a token as the tagger is to see them: room for ANALYSIS_LIMIT. */
size_t token_analyze(const struct morphology *morphology, const struct token *token,
                     struct span text, struct analysis *analyses);
/* The form of a token's text, which is added where it is new. */
uint32_t corpus_form(struct corpus *corpus, const struct token *token, struct span text);

#endif
