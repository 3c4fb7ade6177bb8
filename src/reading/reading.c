#include "reading.h"

#include <unistd.h>

#include "compiled.h"
#include "data.h"
#include "facts.h"
#include "fields.h"
#include "grammar.h"
#include "lexicon.h"
#include "memory.h"
#include "reference.h"
#include "scan.h"
#include "tagged.h"
#include "tagger.h"

enum { READER_MEMORY = 64 * 1024 * 1024 };

static const char *const thing_names[THINGS] = {
    [THING_NONE] = "none",
    [THING_PERSON] = "Person",
    [THING_PUBLIC_BODY] = "PublicBody",
    [THING_STATE_CORPORATION] = "StateCorporation",
    [THING_COMPANY] = "Company",
    [THING_DEVELOPMENT_INSTITUTION] = "DevelopmentInstitution",
    [THING_RESEARCH_ORGANIZATION] = "ResearchOrganization",
    [THING_ASSOCIATION] = "Association",
    [THING_ORGANIZATION] = "Organization",
    [THING_COUNTRY] = "Country",
    [THING_REGION] = "Region",
    [THING_LOCALITY] = "Locality",
    [THING_PLACE] = "Place",
    [THING_CLUSTER] = "Cluster",
    [THING_SITE] = "Site",
    [THING_PROGRAMME] = "Programme",
    [THING_PROJECT] = "Project",
    [THING_PRODUCT] = "Product",
    [THING_EVENT] = "Event",
    [THING_DOCUMENT] = "Document",
};

const char *thing_name(enum thing thing)
{
    return thing_names[thing];
}

struct opening {
    struct reader *reader;
    struct span folder;
    struct error *error;
    bool from_text;
    bool good;
};

static bool things_find(struct reader *reader, struct error *error)
{
    for (enum thing thing = THING_NONE + 1; thing < THINGS; thing++) {
        reader->things[thing] = schema_kind_find(reader->schema, span_of(thing_names[thing]));
        if (reader->things[thing] == NULL)
            return error_add(error, "schema.invalid", "file", "schema.json", "place",
                             thing_names[thing], "problem", "missing", NULL);
    }
    return true;
}

static bool schema_open(struct opening *opening)
{
    struct mapped_file file;
    struct reader *reader = opening->reader;
    const char *path = data_path(&reader->arena, opening->folder, "schema.json");
    if (!mapped_file_open(&file, path, opening->error))
        return false;
    bool good = schema_load(&reader->schema, file.bytes, "schema.json", opening->error);
    mapped_file_close(&file);
    return good && things_find(reader, opening->error);
}

/* A folder of data without a model is one for rules alone. */
static bool tagger_load(struct opening *opening)
{
    struct reader *reader = opening->reader;
    const char *path = data_path(&reader->arena, opening->folder, "tagger.model");
    if (access(path, F_OK) != 0)
        return true;
    if (!tagger_open_bare(&reader->tagger, path, reader->morphology, opening->error))
        return false;
    reader->model_version = tagger_version(reader->tagger);
    return true;
}

/* Lexicons and grammar: compiled where they fit what the text is now, else from the text. */
static bool knowledge_load(struct opening *opening)
{
    struct reader *reader = opening->reader;
    reader->compiled_problem = opening->from_text ? "text" : compiled_load(reader, opening->folder);
    if (!reader->compiled_problem)
        return true;
    if (reader->tagger && !tagger_prepare(reader->tagger, opening->error))
        return false;
    if (!lexicon_load(&reader->lexicon, opening->folder, reader->morphology, reader->schema,
                      &reader->arena, opening->error) ||
        !grammar_load(&reader->grammar, &reader->arena, opening->folder, reader->schema,
                      opening->error))
        return false;
    grammar_find_forms(reader->grammar, reader->morphology);
    return true;
}

static void reader_load(void *context)
{
    struct opening *opening = context;
    struct reader *reader = opening->reader;
    time_words_init(&reader->times, &reader->arena);
    const char *dictionary = data_path(&reader->arena, opening->folder, "dictionary.bin");
    opening->good =
        morphology_open(&reader->morphology, dictionary, opening->error) && schema_open(opening) &&
        tagger_load(opening) && knowledge_load(opening) &&
        reference_open(&reader->reference, opening->folder, opening->error) &&
        fields_open(&reader->fields, opening->folder, reader->morphology, opening->error);
    if (opening->good)
        reader->grammar_version = grammar_version(reader->grammar);
}

static bool reader_make(struct reader **out, struct span data_folder, bool from_text,
                        struct error *error)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return error_add(error, "lexicon.no_memory", NULL);
    arena_init(&reader->arena, READER_MEMORY);
    reader->program_version = SPAN("uzel " UZEL_VERSION);
    reader->grammar_version = SPAN("");
    struct opening opening = {
        .reader = reader, .folder = data_folder, .error = error, .from_text = from_text};
    if (!arena_run(&reader->arena, reader_load, &opening))
        error_add(error, "lexicon.no_memory", NULL);
    if (!opening.good) {
        reader_close(reader);
        return false;
    }
    *out = reader;
    return true;
}

bool reader_open(struct reader **out, struct span data_folder, struct error *error)
{
    return reader_make(out, data_folder, false, error);
}

bool reader_open_text(struct reader **out, struct span data_folder, struct error *error)
{
    return reader_make(out, data_folder, true, error);
}

const char *reader_compiled_problem(const struct reader *reader)
{
    return reader->compiled_problem;
}

void reader_close(struct reader *reader)
{
    if (reader == NULL)
        return;
    mapped_file_close(&reader->compiled);
    tagger_close(reader->tagger);
    reference_close(reader->reference);
    fields_close(reader->fields);
    if (reader->morphology != NULL)
        morphology_close(reader->morphology);
    if (reader->schema != NULL)
        schema_free(reader->schema);
    arena_release(&reader->arena);
    free(reader);
}

void reader_rest(const struct reader *reader)
{
    mapped_file_rest(&reader->compiled);
    morphology_rest(reader->morphology);
    if (reader->tagger)
        tagger_rest(reader->tagger);
}

void reader_keep_choices(struct reader *reader)
{
    reader->keeps_choices = true;
}

const struct schema *reader_schema(const struct reader *reader)
{
    return reader->schema;
}

const struct morphology *reader_morphology(const struct reader *reader)
{
    return reader->morphology;
}

const struct reference *reader_reference(const struct reader *reader)
{
    return reader->reference;
}

const struct fields *reader_fields(const struct reader *reader)
{
    return reader->fields;
}

struct span reader_program(const struct reader *reader)
{
    return reader->program_version;
}

struct span reader_grammar(const struct reader *reader)
{
    return reader->grammar_version;
}

void reading_with_memory(const struct reader *reader, struct reading_memory *memory,
                         struct arena *arena, const struct report *report, struct reading *reading)
{
    reading_memory_begin(memory, reader);
    *reading = (struct reading){.report = report};
    tokens_of_report(arena, report, &reading->tokens);
    struct scan scan = {.reader = reader, .memory = memory, .arena = arena, .reading = reading};
    words_annotate(&scan);
    tags_find(&scan);
    for (size_t i = 0; i < reading->tokens.sentence_count; i++) {
        const struct sentence *sentence = &reading->tokens.sentences[i];
        dates_find(&scan, sentence);
        money_find(&scan, sentence);
        persons_find(&scan, sentence);
        places_find(&scan, sentence);
        organizations_find(&scan, sentence);
        positions_find(&scan, sentence);
    }
    tagged_names_judge(&scan);
    repeats_find(&scan);
    references_find(&scan);
    tagged_names_add(&scan);
    tagged_names_cut(&scan);
    entities_find(&scan);
    scan_return(&scan);
    facts_find(reader, arena, reading);
}

void reading_of(const struct reader *reader, struct arena *arena, const struct report *report,
                struct reading *reading)
{
    reading_with_memory(reader, NULL, arena, report, reading);
}
