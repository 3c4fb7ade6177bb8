#include "compiled.h"

#include <unistd.h>

#include "data.h"
#include "form_stock.h"
#include "grammar_pack.h"
#include "lexicon_pack.h"
#include "tagger.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

static const char magic[] = "UZELCMP\n";
enum {
    COMPILED_VERSION = 6,
    WORK_LIMIT = 256 * 1024 * 1024,
    VECTORS = 0, /* of the numbers; behind them the stock of forms */
    STOCK = 1
};

static_assert((int)GRAMMAR_SECTIONS + (int)LEXICON_SECTIONS + 1 + (int)PACK_NUMBERS <=
                  (int)PACK_SECTIONS,
              "texts and numbers stand behind them");
static_assert(STOCK + (int)STOCK_SECTIONS == (int)PACK_NUMBERS, "they are vectors and the stock");

/* ---- what the file is made from ---- */

static void number_hash(XXH3_state_t *state, uint64_t number)
{
    XXH3_128bits_update(state, &number, sizeof number);
}

/* The structs that stand in the file as they do in memory. */
static void structs_hash(XXH3_state_t *state)
{
    size_t sizes[GRAMMAR_LAYOUT];
    grammar_layout(sizes);
    XXH3_128bits_update(state, sizes, sizeof sizes);
    number_hash(state, LEXICON_CLASSES);
    number_hash(state, sizeof(struct lexicon_entry));
    number_hash(state, form_stock_layout());
}

/* A large file, the dictionary or the model, by its size and some of its pages. */
static void sample_hash(XXH3_state_t *state, struct span bytes)
{
    enum { SAMPLES = 16, SAMPLE = 4096 };
    number_hash(state, bytes.size);
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t at = bytes.size / SAMPLES * i;
        struct span sample =
            span_slice(bytes, at, at + SAMPLE < bytes.size ? at + SAMPLE : bytes.size);
        XXH3_128bits_update(state, sample.data, sample.size);
    }
}

static bool file_hash(XXH3_state_t *state, struct arena *arena, struct span folder,
                      const char *kind, const char *name)
{
    struct mapped_file file;
    struct span path = arena_format(arena, "%.*s/%s%s", SPAN_ARGS(folder), kind, name);
    if (!mapped_file_open(&file, path.data, NULL))
        return false;
    XXH3_128bits_update(state, name, strlen(name));
    number_hash(state, file.bytes.size);
    if (file.bytes.size)
        XXH3_128bits_update(state, file.bytes.data, file.bytes.size);
    mapped_file_close(&file);
    return true;
}

static bool sources_of(const struct reader *reader, struct arena *arena, struct span folder,
                       struct pack_sources *sources)
{
    XXH3_state_t state;
    struct grammar_files files;
    XXH3_INITSTATE(&state);
    XXH3_128bits_reset(&state);
    structs_hash(&state);
    sample_hash(&state, morphology_bytes(reader->morphology));
    if (reader->tagger)
        sample_hash(&state, tagger_bytes(reader->tagger));
    bool good = grammar_files(arena, folder, &files, NULL) &&
                file_hash(&state, arena, folder, "", "schema.json");
    for (const char *const *name = lexicon_files; good && *name; name++)
        good = file_hash(&state, arena, folder, "lexicon/", *name);
    for (size_t i = 0; good && i < files.count; i++)
        good = file_hash(&state, arena, folder, "grammar/", files.items[i]);
    XXH128_hash_t hash = XXH3_128bits_digest(&state);
    *sources = (struct pack_sources){hash.low64, hash.high64};
    return good;
}

/* ---- reading ---- */

static const char *compiled_unpack(struct reader *reader, struct span folder, struct pack *pack)
{
    struct pack_sources sources;
    if (!sources_of(reader, &reader->arena, folder, &sources) ||
        sources.low != pack->head->sources.low || sources.high != pack->head->sources.high)
        return "sources";
    struct grammar *grammar = grammar_unpack(&reader->arena, reader->schema, pack, 0);
    struct lexicon *lexicon =
        lexicon_unpack(&reader->arena, reader->morphology, reader->schema, pack, GRAMMAR_SECTIONS);
    if (pack->bad)
        return "numbers";
    struct tagger_inputs inputs = {reader, form_stock_input};
    if (reader->tagger && !tagger_take_vectors(reader->tagger, pack->numbers[VECTORS], inputs))
        return "vectors";
    reader->stock = form_stock_unpack(&reader->arena, pack->numbers + STOCK);
    reader->grammar = grammar;
    reader->lexicon = lexicon;
    return NULL;
}

const char *compiled_load(struct reader *reader, struct span data_folder)
{
    struct pack pack;
    const char *path = data_path(&reader->arena, data_folder, READER_COMPILED);
    if (access(path, F_OK) != 0 || !mapped_file_open(&reader->compiled, path, NULL))
        return "missing";
    const char *problem = pack_of_bytes(&pack, reader->compiled.bytes, magic, COMPILED_VERSION);
    if (!problem)
        problem = compiled_unpack(reader, data_folder, &pack);
    if (problem)
        mapped_file_close(&reader->compiled);
    return problem;
}

/* ---- writing ---- */

struct compiling {
    const struct reader *reader;
    struct span folder;
    struct arena work;
    struct pack_writer writer;
    bool good;
};

static void compiled_pack(void *context)
{
    struct compiling *compiling = context;
    const struct reader *reader = compiling->reader;
    struct pack_sources sources;
    int16_t *vectors = NULL;
    grammar_pack(reader->grammar, &compiling->work, &compiling->writer);
    lexicon_pack(reader->lexicon, reader->schema, &compiling->work, &compiling->writer);
    if (reader->tagger) {
        size_t size = tagger_vectors_size(reader->tagger);
        vectors = ARENA_ROOM(&compiling->work, int16_t, size / sizeof *vectors);
        tagger_vectors(reader->tagger, vectors);
        compiling->writer.numbers[VECTORS] = (struct span){(const char *)vectors, size};
    }
    form_stock_pack(reader, &compiling->work, vectors, compiling->writer.numbers + STOCK);
    compiling->good = sources_of(reader, &compiling->work, compiling->folder, &sources);
    pack_end(&compiling->writer, magic, COMPILED_VERSION, sources);
}

bool reader_compile(const struct reader *reader, struct span data_folder, const char *path,
                    struct error *error)
{
    struct compiling compiling = {.reader = reader, .folder = data_folder};
    arena_init(&compiling.work, WORK_LIMIT);
    pack_begin(&compiling.writer);
    bool good = arena_run(&compiling.work, compiled_pack, &compiling) && compiling.good &&
                !compiling.writer.bytes.bad;
    if (!good)
        error_add(error, "lexicon.no_memory", NULL);
    good = good && file_write(path, buffer_span(&compiling.writer.bytes), error);
    pack_release(&compiling.writer);
    arena_release(&compiling.work);
    return good;
}

/* ---- describing ---- */

static void sections_describe(const struct pack *pack, struct compiled_section *sections)
{
    const uint32_t texts = GRAMMAR_SECTIONS + LEXICON_SECTIONS;
    for (uint32_t i = 0; i < pack->head->section_count; i++) {
        struct pack_kind kind = {"texts", 1};
        if (i == texts + 1 + VECTORS)
            kind = (struct pack_kind){"vectors", sizeof(int16_t)};
        else if (i > texts)
            kind = stock_kinds[i - texts - 1 - STOCK];
        if (i < GRAMMAR_SECTIONS)
            kind = grammar_kinds[i];
        else if (i < GRAMMAR_SECTIONS + LEXICON_SECTIONS)
            kind = lexicon_kinds[i - GRAMMAR_SECTIONS];
        sections[i] = (struct compiled_section){kind.name, pack->sections[i].size / kind.size,
                                                pack->sections[i].size};
    }
}

size_t compiled_describe(struct span bytes, struct compiled_section *sections, size_t limit,
                         const char **problem)
{
    struct pack pack;
    *problem = pack_of_bytes(&pack, bytes, magic, COMPILED_VERSION);
    if (!*problem &&
        pack.head->section_count != GRAMMAR_SECTIONS + LEXICON_SECTIONS + 1 + PACK_NUMBERS)
        *problem = "sections";
    if (*problem || pack.head->section_count > limit)
        return 0;
    sections_describe(&pack, sections);
    return pack.head->section_count;
}
