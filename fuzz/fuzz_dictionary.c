/* Fuzzes the reader of the dictionary, and all that is made of its readings.
 *
 * The input: a byte n, then n changes of the dictionary of the build (four bytes where, one byte of
 * bits to turn), then text. The changed dictionary must be refused, or survive the text being
 * analysed and inflected as words, phrase and name, without a read outside of it. The bytes are
 * changed back after each input, since the file is large. */
#include "file.h"
#include "morphology.h"
#include "word.h"

enum { CHANGES = 24, CHANGE_SIZE = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *dictionary_bytes;
static size_t dictionary_size;

/* A copy in memory that ends where the file ends, so that the sanitizers see any read behind it. */
static void dictionary_load(void)
{
    struct mapped_file file;
    struct error error;
    error_init(&error);
    if (!mapped_file_open(&file, FUZZ_DICTIONARY, &error))
        abort();
    dictionary_size = file.bytes.size;
    dictionary_bytes = malloc(dictionary_size);
    if (!dictionary_bytes)
        abort();
    memcpy(dictionary_bytes, file.bytes.data, dictionary_size);
    mapped_file_close(&file);
    error_release(&error);
}

static void try_word(const struct morphology *morphology, struct span word, struct arena *arena)
{
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, word, items, ANALYSIS_LIMIT);
    if (count == 0)
        abort();
    for (size_t i = 0; i < count; i++) {
        struct span form;
        morphology_lemma(morphology, word, &items[i], arena);
        morphology_base(morphology, word, &items[i], arena);
        morphology_tag(morphology, &items[i], arena);
        morphology_inflect(morphology, word, &items[i], GRAM_INSTRUMENTAL | GRAM_PLURAL, arena,
                           &form);
        morphology_inflect(morphology, word, &items[i], GRAM_NOMINATIVE, arena, &form);
    }
}

static void try_text(const struct morphology *morphology, struct span text, struct arena *arena)
{
    struct name_word names[NAME_WORDS] = {0};
    struct span rest = text, word;
    size_t count = 0;
    while (span_next_part(&rest, ' ', &word)) {
        try_word(morphology, word, arena);
        if (count < NAME_WORDS)
            names[count++].text = word;
    }
    morphology_inflect_phrase(morphology, text, 0, GRAM_NOMINATIVE, arena);
    morphology_inflect_phrase(morphology, text, GRAM_GENITIVE, GRAM_PLURAL | GRAM_DATIVE, arena);
    morphology_inflect_name(morphology, names, count, 0, GRAM_NOMINATIVE, arena, NULL);
}

struct attempt {
    struct morphology *morphology;
    struct span text;
    struct arena *arena;
};

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    try_text(attempt->morphology, attempt->text, attempt->arena);
}

/* Makes changes, or takes them back; whether any is outside the automata, so that opening has to
 * check again (which is slow under the sanitizers). */
static bool change(const struct dictionary *dictionary, const uint8_t *changes, size_t count)
{
    size_t start = (size_t)((const char *)dictionary->word_units - dictionary_bytes);
    size_t end = (size_t)((const char *)dictionary->forms - dictionary_bytes);
    bool outside = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t at;
        memcpy(&at, changes + i * CHANGE_SIZE, sizeof at);
        at %= (uint32_t)dictionary_size;
        dictionary_bytes[at] ^= (char)changes[i * CHANGE_SIZE + 4];
        outside = outside || at < start || at >= end;
    }
    return outside;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct morphology sound;
    struct morphology *morphology = &sound, damaged;
    struct arena arena;
    if (!dictionary_bytes) {
        dictionary_load();
        prefixes_init(&sound);
        if (dictionary_of_bytes(&sound.dictionary,
                                (struct span){dictionary_bytes, dictionary_size}))
            abort();
    }
    size_t changes = size ? data[0] % CHANGES : 0;
    if (size < 1 + changes * CHANGE_SIZE)
        return 0;
    struct span text = {(const char *)data + 1 + changes * CHANGE_SIZE,
                        size - 1 - changes * CHANGE_SIZE};
    arena_init(&arena, 1 << 26);
    bool usable = true;
    if (change(&sound.dictionary, data + 1, changes)) {
        damaged = sound;
        morphology = &damaged;
        usable = !dictionary_of_bytes(&damaged.dictionary,
                                      (struct span){dictionary_bytes, dictionary_size});
    }
    struct attempt attempt = {morphology, text, &arena};
    if (usable)
        arena_run(&arena, attempt_run, &attempt);
    change(&sound.dictionary, data + 1, changes);
    arena_release(&arena);
    return 0;
}
