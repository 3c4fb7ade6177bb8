#include "corpus.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "contexts.h"
#include "file.h"
#include "form_features.h"
#include "utf8.h"

enum { FORM_LONGEST = 510 };

void corpus_init(struct corpus *corpus, struct arena *arena, const struct morphology *morphology)
{
    *corpus = (struct corpus){.arena = arena, .morphology = morphology};
    map_init(&corpus->form_numbers, arena);
}

uint32_t corpus_type(struct corpus *corpus, struct span name)
{
    for (uint32_t i = 0; i < corpus->types.count; i++)
        if (span_equal(corpus->types.items[i], name))
            return i;
    struct span copy = arena_copy(corpus->arena, name);
    *ARRAY_PUSH(corpus->arena, &corpus->types) = copy;
    return (uint32_t)corpus->types.count - 1;
}

size_t token_analyze(const struct morphology *morphology, const struct token *token,
                     struct span text, struct analysis *analyses)
{
    bool letters = token->kind == TOKEN_WORD || token->kind == TOKEN_ABBREVIATION ||
                   token->kind == TOKEN_INITIAL;
    return letters && token->cyrillic
               ? morphology_analyze(morphology, text, analyses, ANALYSIS_LIMIT)
               : 0;
}

uint32_t corpus_form(struct corpus *corpus, const struct token *token, struct span text)
{
    char key[FORM_LONGEST + 1];
    struct analysis analyses[ANALYSIS_LIMIT];
    uint32_t rows[FORM_FEATURES];
    bool added;
    text = span_slice(text, 0, FORM_LONGEST);
    memcpy(key, text.data, text.size);
    key[text.size] = (char)('0' + token->kind);
    struct span lookup = {key, text.size + 1};
    uint32_t *found = map_find(&corpus->form_numbers, lookup);
    if (found != NULL)
        return *found;
    uint32_t number = (uint32_t)corpus->forms.count;
    *map_add(&corpus->form_numbers, arena_copy(corpus->arena, lookup), &added) = number;
    size_t count = token_analyze(corpus->morphology, token, text, analyses);
    size_t row_count = form_features(token, text, analyses, count, rows);
    uint32_t *kept = ARENA_NEW(corpus->arena, uint32_t, row_count);
    memcpy(kept, rows, row_count * sizeof *rows);
    struct form form = {.text = arena_copy(corpus->arena, text),
                        .folded = arena_copy(corpus->arena, token->folded),
                        .rows = kept,
                        .row_count = (uint32_t)row_count};
    if (count > 0)
        form.lemma = morphology_lemma(corpus->morphology, text, &analyses[0], corpus->arena);
    *ARRAY_PUSH(corpus->arena, &corpus->forms) = form;
    return number;
}

/* ---- annotations ---- */

static bool point_read(const json_t *mention, const char *key, uint32_t *out)
{
    const json_t *value = json_object_get(mention, key);
    json_int_t number = json_integer_value(value);
    *out = (uint32_t)number;
    return json_is_integer(value) && number >= 0 && number < UINT32_MAX;
}

static void span_place(const struct document *document, struct gold_span *span)
{
    span->first = span->last = UINT32_MAX;
    for (uint32_t i = 0; i < document->tokens.count; i++) {
        if (document->samples[i].start == span->start)
            span->first = i;
        if (document->samples[i].end == span->end)
            span->last = i;
    }
    if (span->first == UINT32_MAX || span->last == UINT32_MAX || span->last < span->first)
        span->first = span->last = UINT32_MAX;
}

static bool span_read(struct corpus *corpus, struct document *document, const json_t *mention)
{
    const char *type = json_string_value(json_object_get(mention, "type"));
    struct gold_span span = {.broken = json_object_get(mention, "fragments") != NULL};
    if (type == NULL || !point_read(mention, "start", &span.start) ||
        !point_read(mention, "end", &span.end) || span.end <= span.start)
        return false;
    span.type = corpus_type(corpus, span_of(type));
    span_place(document, &span);
    document->spans[document->span_count++] = span;
    return true;
}

static bool spans_read(struct corpus *corpus, struct document *document, const json_t *mentions)
{
    size_t index;
    json_t *mention;
    if (!json_is_array(mentions))
        return false;
    json_array_foreach(mentions, index, mention)
    {
        if (!span_read(corpus, document, mention))
            return false;
    }
    return true;
}

/* Reading that holds a file or JSON open runs within arena_run() of its own: where memory runs out
 * what is held must still be given back. */
struct document_reading {
    struct corpus *corpus;
    struct document document;
    const char *path; /* of the text */
    struct span bytes;
    const json_t *mentions;
    struct error *error;
    bool good;
};

static void gold_run(void *context)
{
    struct document_reading *reading = context;
    struct document *document = &reading->document;
    document->spans =
        ARENA_NEW(reading->corpus->arena, struct gold_span, json_array_size(reading->mentions) + 1);
    reading->good = spans_read(reading->corpus, document, reading->mentions);
}

static bool gold_read(struct document_reading *reading, const char *path)
{
    struct mapped_file file;
    if (!mapped_file_open(&file, path, reading->error))
        return false;
    reading->document.gold_digest = digest_of(file.bytes);
    json_t *gold = json_loadb(file.bytes.data, file.bytes.size, 0, NULL);
    mapped_file_close(&file);
    reading->mentions = json_object_get(gold, "mentions");
    bool good = arena_run(reading->corpus->arena, gold_run, reading) && reading->good;
    json_decref(gold);
    return good || error_add(reading->error, "train.corpus", "file", path, NULL);
}

/* ---- documents ---- */

static void samples_fill(struct corpus *corpus, struct document *document)
{
    struct span text = document->report.text;
    size_t count = document->tokens.count;
    uint8_t *contexts = ARENA_NEW(corpus->arena, uint8_t, count + 1);
    uint32_t at = 0, points = 0;
    document->samples = ARENA_NEW(corpus->arena, struct sample, count + 1);
    contexts_of_tokens(&document->report, &document->tokens, contexts);
    for (size_t i = 0; i < count; i++) {
        const struct token *token = &document->tokens.items[i];
        struct span word = span_slice(text, token->start, token->end);
        points += (uint32_t)utf8_count(span_slice(text, at, token->start));
        uint32_t size = (uint32_t)utf8_count(word);
        document->samples[i] = (struct sample){.form = corpus_form(corpus, token, word),
                                               .start = points,
                                               .end = points + size,
                                               .context = contexts[i]};
        points += size;
        at = token->end;
    }
}

static void text_run(void *context)
{
    struct document_reading *reading = context;
    struct document *document = &reading->document;
    struct arena *arena = reading->corpus->arena;
    struct report_hint hint = {.id = document->name, .source = span_of(reading->path)};
    struct span bytes = arena_copy(arena, reading->bytes);
    reading->good = report_of_bytes(arena, bytes, &hint, &document->report, reading->error);
    if (!reading->good)
        return;
    tokens_of_report(arena, &document->report, &document->tokens);
    samples_fill(reading->corpus, document);
}

static bool text_read(struct document_reading *reading)
{
    struct mapped_file file;
    if (!mapped_file_open(&file, reading->path, reading->error))
        return false;
    reading->bytes = file.bytes;
    reading->document.text_digest = digest_of(file.bytes);
    bool ran = arena_run(reading->corpus->arena, text_run, reading);
    mapped_file_close(&file);
    return ran ? reading->good : error_add(reading->error, "train.no_memory", NULL);
}

static bool document_read(struct corpus *corpus, const char *folder, struct span name,
                          enum document_role role, struct error *error)
{
    struct arena *arena = corpus->arena;
    struct document_reading reading = {
        .corpus = corpus,
        .document = {.name = name, .role = role},
        .path = arena_format(arena, "%s/%.*s.txt", folder, SPAN_ARGS(name)).data,
        .error = error};
    const char *gold = arena_format(arena, "%s/%.*s.json", folder, SPAN_ARGS(name)).data;
    if (!text_read(&reading) || (role != DOCUMENT_TEXT && !gold_read(&reading, gold)))
        return false;
    *ARRAY_PUSH(arena, &corpus->documents) = reading.document;
    return true;
}

/* ---- folders ---- */

struct names {
    struct span *items;
    size_t count, capacity;
};

static int name_compare(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    return strcmp(a->data, b->data);
}

/* What is read of a folder while it is open. */
struct listing {
    DIR *folder;
    struct arena *arena;
    struct names names;
};

static void listing_run(void *context)
{
    struct listing *listing = context;
    struct dirent *entry;
    while ((entry = readdir(listing->folder)) != NULL) {
        struct span file = span_of(entry->d_name), ending = SPAN(".txt");
        if (!span_ends_with(file, ending) || file.size == ending.size || file.data[0] == '.')
            continue;
        struct span name = arena_copy(listing->arena, span_slice(file, 0, file.size - ending.size));
        *ARRAY_PUSH(listing->arena, &listing->names) = name;
    }
}

static bool names_list(struct arena *arena, const char *folder, struct names *names,
                       struct error *error)
{
    struct listing listing = {.folder = opendir(folder), .arena = arena};
    if (listing.folder == NULL)
        return error_add(error, "file.cannot_open", "file", folder, "reason",
                         strerrordesc_np(errno), NULL);
    bool ran = arena_run(arena, listing_run, &listing);
    closedir(listing.folder);
    *names = listing.names;
    if (!ran)
        return error_add(error, "train.no_memory", NULL);
    if (names->count == 0)
        return error_add(error, "train.no_documents", "folder", folder, NULL);
    qsort(names->items, names->count, sizeof *names->items, name_compare);
    return true;
}

bool corpus_read(struct corpus *corpus, const char *folder, enum document_role role,
                 struct error *error)
{
    struct names names = {0};
    if (!names_list(corpus->arena, folder, &names, error))
        return false;
    bool good = true;
    for (size_t i = 0; i < names.count; i++)
        good &= document_read(corpus, folder, names.items[i], role, error);
    return good;
}
