/* compile_dictionary FOLDER FILE: makes the dictionary of uzel from the files of the package az.
 *
 * Runs at build. dictionary.h has the format that it writes, source.h the one that it reads. */
#include <inttypes.h>
#include <jansson.h>

#include "automaton.h"
#include "file.h"
#include "map.h"
#include "source.h"
#include "tag.h"
#include "utf8.h"

enum { WORD_MAX = 128, LIST_MAX = 4096 };

struct compiler {
    struct arena arena;
    const char *folder;
    struct dictionary_tag *tags;
    const char **tag_names;
    size_t tag_count;
    struct dictionary_form *forms;
    size_t form_count;
    uint32_t *paradigms; /* first form of each, and the end */
    size_t paradigm_count;
    uint32_t *suffixes;
    size_t suffix_count;
    struct buffer suffix_text;
    struct buffer folded_text;
    struct buffer tag_text;
    struct source_dawg weights;
};

struct item {
    uint32_t form;
    uint32_t weight; /* count, or probability in millionths */
};

/* Lists of readings, each kept once. */
struct lists {
    struct arena *arena;
    struct map map;
    struct {
        uint32_t *items;
        size_t count;
        size_t capacity;
    } readings;
};

static _Noreturn void fail(const char *what, const char *detail)
{
    fprintf(stderr, "compile_dictionary: %s: %s\n", what, detail);
    exit(1);
}

static const char *path_of(struct compiler *compiler, const char *name)
{
    return arena_format(&compiler->arena, "%s/%s", compiler->folder, name).data;
}

static struct span load(struct compiler *compiler, const char *name)
{
    struct mapped_file file;
    struct error error;
    error_init(&error);
    if (!mapped_file_open(&file, path_of(compiler, name), &error)) {
        fail("cannot read (run npm ci in the folder dictionary)", path_of(compiler, name));
    }
    error_release(&error);
    return file.bytes; /* mapped until the program ends */
}

static json_t *load_json(struct compiler *compiler, const char *name)
{
    json_error_t problem;
    json_t *json = json_load_file(path_of(compiler, name), 0, &problem);
    if (!json_is_array(json)) {
        fail(name, problem.text);
    }
    return json;
}

static void load_tags(struct compiler *compiler)
{
    json_t *json = load_json(compiler, "gramtab-opencorpora-int.json");
    compiler->tag_count = json_array_size(json);
    compiler->tags = ARENA_NEW(&compiler->arena, struct dictionary_tag, compiler->tag_count);
    compiler->tag_names = ARENA_NEW(&compiler->arena, const char *, compiler->tag_count);
    for (size_t i = 0; i < compiler->tag_count; i++) {
        const char *name = json_string_value(json_array_get(json, i));
        if (!name || !tag_parse(span_of(name), &compiler->tags[i])) {
            fail("unknown tag", name ? name : "");
        }
        compiler->tags[i].text = (uint32_t)compiler->tag_text.size;
        buffer_append_string(&compiler->tag_text, name);
        buffer_append_byte(&compiler->tag_text, '\0');
        compiler->tag_names[i] = arena_copy(&compiler->arena, span_of(name)).data;
    }
    json_decref(json);
}

static void load_suffixes(struct compiler *compiler)
{
    json_t *json = load_json(compiler, "suffixes.json");
    compiler->suffix_count = json_array_size(json) + 1;
    compiler->suffixes = ARENA_NEW(&compiler->arena, uint32_t, compiler->suffix_count);
    for (size_t i = 0; i + 1 < compiler->suffix_count; i++) {
        struct span suffix = span_of(json_string_value(json_array_get(json, i)));
        size_t offset = 0;
        while (offset < suffix.size) {
            uint8_t code = dictionary_code(utf8_next(suffix, &offset));
            if (!code) {
                fail("unknown letter in a suffix", suffix.data);
            }
            buffer_append_byte(&compiler->suffix_text, (char)code);
            buffer_append_byte(&compiler->folded_text, (char)(code == CODE_YO ? CODE_IE : code));
        }
        compiler->suffixes[i + 1] = (uint32_t)compiler->suffix_text.size;
    }
    json_decref(json);
}

/* How far before a form of a paradigm its lemma stands: a participle's in the participles of its
 * tense and voice, a patronymic's in those of its gender, an ordinal's («первый», which OpenCorpora
 * has under «один») in the ordinals, any other's at the beginning. */
static uint16_t lemma_distance(const struct compiler *compiler,
                               const struct dictionary_form *paradigm, uint16_t index)
{
    const struct dictionary_tag *tag = &compiler->tags[paradigm[index].tag];
    grammemes kept;
    bool participle = tag->pos == POS_PARTICIPLE || tag->pos == POS_PARTICIPLE_SHORT;
    if (participle) {
        kept = GRAM_TENSES | GRAM_ACTIVE | GRAM_PASSIVE;
    } else if (tag->pos == POS_GERUND) {
        kept = GRAM_TENSES;
    } else if (tag->grammemes & GRAM_PATRONYMIC) {
        kept = GRAM_PATRONYMIC | GRAM_GENDERS;
    } else if (tag->grammemes & (GRAM_ORDINAL | GRAM_COLLECTIVE)) {
        kept = GRAM_ORDINAL | GRAM_COLLECTIVE;
    } else {
        return index;
    }
    uint16_t pos = participle ? POS_PARTICIPLE : tag->pos;
    for (uint16_t i = 0; i < index; i++) {
        const struct dictionary_tag *other = &compiler->tags[paradigm[i].tag];
        if (other->pos == pos && (other->grammemes & kept) == (tag->grammemes & kept)) {
            return (uint16_t)(index - i);
        }
    }
    return 0;
}

static void load_paradigms(struct compiler *compiler)
{
    struct span bytes = load(compiler, "paradigms.array");
    const uint16_t *numbers = (const void *)bytes.data;
    size_t count = bytes.size / 2, at = 1;
    compiler->paradigm_count = count ? numbers[0] : 0;
    compiler->paradigms = ARENA_NEW(&compiler->arena, uint32_t, compiler->paradigm_count + 1);
    compiler->forms = ARENA_NEW(&compiler->arena, struct dictionary_form, count / 3 + 1);
    for (size_t i = 0; i < compiler->paradigm_count; i++) {
        if (at >= count || at + 1 + numbers[at] > count) {
            fail("paradigms.array", "truncated");
        }
        uint16_t forms = numbers[at] / 3;
        const uint16_t *paradigm = &numbers[at + 1];
        struct dictionary_form *out = &compiler->forms[compiler->form_count];
        compiler->paradigms[i] = (uint32_t)compiler->form_count;
        for (uint16_t j = 0; j < forms; j++) {
            uint16_t suffix = paradigm[j], tag = paradigm[forms + j],
                     prefix = paradigm[2 * forms + j];
            if (suffix + 1u >= compiler->suffix_count || suffix > 0x3FFF ||
                tag >= compiler->tag_count || prefix > 2) {
                fail("paradigms.array", "a number is out of range");
            }
            static const uint8_t front[] = {0, 2, 3};
            uint32_t letters = compiler->suffixes[suffix + 1] - compiler->suffixes[suffix];
            if (j > UINT8_MAX || letters > DICTIONARY_SUFFIX_MAX) {
                fail("paradigms.array", "a paradigm or suffix is too long");
            }
            out[j] = (struct dictionary_form){.suffix = (uint16_t)(suffix | prefix << 14),
                                              .tag = tag,
                                              .index = (uint8_t)j,
                                              .letters = (uint8_t)letters,
                                              .front = front[prefix]};
            out[j].lemma = (uint8_t)lemma_distance(compiler, out, j);
        }
        compiler->form_count += forms;
        at += 1u + numbers[at];
    }
    compiler->paradigms[compiler->paradigm_count] = (uint32_t)compiler->form_count;
}

static uint32_t form_of(const struct compiler *compiler, uint16_t paradigm, uint16_t form)
{
    if (paradigm >= compiler->paradigm_count ||
        compiler->paradigms[paradigm] + form >= compiler->paradigms[paradigm + 1]) {
        fail("words", "no such form");
    }
    return compiler->paradigms[paradigm] + form;
}

/* The index of a list of readings, which is added where it is new. */
static uint32_t list_add(struct lists *lists, const struct item *items, size_t count)
{
    uint32_t list[LIST_MAX];
    for (size_t i = 0; i < count; i++) {
        list[i] = items[i].form | items[i].weight << READING_WEIGHT_SHIFT |
                  (i + 1 == count ? READING_LAST : 0);
    }
    struct span key = {(const char *)list, count * sizeof *list};
    uint32_t *known = map_find(&lists->map, key);
    if (known) {
        return *known;
    }
    uint32_t first = (uint32_t)lists->readings.count;
    *map_add(&lists->map, arena_copy(lists->arena, key), NULL) = first;
    for (size_t i = 0; i < count; i++) {
        *ARRAY_PUSH(lists->arena, &lists->readings) = list[i];
    }
    return first;
}

static void lists_init(struct lists *lists, struct arena *arena)
{
    *lists = (struct lists){.arena = arena};
    map_init(&lists->map, arena);
}

/* Stable: readings of equal weight keep their order. */
static void sort_items(struct item *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct item item = items[i];
        size_t j = i;
        for (; j > 0 && items[j - 1].weight < item.weight; j--) {
            items[j] = items[j - 1];
        }
        items[j] = item;
    }
}

struct words {
    struct compiler *compiler;
    struct automaton *automaton;
    struct lists lists;
    uint8_t word[WORD_MAX];
    size_t word_size;
    struct item items[LIST_MAX];
    size_t count;
};

/* Looks up how probable each reading of the word is; az's unit is a millionth. */
static void weigh(struct words *words)
{
    struct compiler *compiler = words->compiler;
    for (size_t i = 0; i < words->count; i++) {
        uint8_t key[WORD_MAX + 256];
        const char *tag = compiler->tag_names[compiler->forms[words->items[i].form].tag];
        size_t size = words->word_size, tag_size = strlen(tag);
        if (tag_size + 1 > 256) {
            fail("tag too long", tag);
        }
        memcpy(key, words->word, size);
        key[size++] = ':';
        memcpy(key + size, tag, tag_size);
        int64_t value = source_dawg_value(&compiler->weights, key, size + tag_size);
        words->items[i].weight = value > 0 ? (uint32_t)value : 0;
    }
    sort_items(words->items, words->count);
    for (size_t i = 0; i < words->count; i++) {
        uint64_t millionths = words->items[i].weight;
        uint64_t weight = (millionths * READING_WEIGHT + 500000) / 1000000;
        weight = weight > READING_WEIGHT ? READING_WEIGHT : weight;
        words->items[i].weight = millionths && !weight ? 1 : (uint32_t)weight;
    }
}

static void word_end(struct words *words)
{
    if (words->count == 0) {
        return;
    }
    weigh(words);
    uint8_t codes[WORD_MAX];
    for (size_t i = 0; i < words->word_size; i++) {
        codes[i] = dictionary_code(source_letter(words->word[i]));
    }
    uint32_t list = list_add(&words->lists, words->items, words->count);
    if (!automaton_add(words->automaton, codes, words->word_size, list)) {
        fail("words.dawg", "keys are not in order");
    }
    words->count = 0;
}

static bool word_visit(void *context, const uint8_t *key, size_t size)
{
    struct words *words = context;
    if (size < 6 || size - 5 > WORD_MAX || key[size - 5] != 1) {
        return false;
    }
    size_t word_size = size - 5;
    if (word_size != words->word_size || memcmp(key, words->word, word_size) != 0) {
        word_end(words);
        memcpy(words->word, key, word_size);
        words->word_size = word_size;
    }
    if (words->count == LIST_MAX) {
        return false;
    }
    words->items[words->count++] =
        (struct item){.form = form_of(words->compiler, source_number(key + word_size + 1),
                                      source_number(key + word_size + 3))};
    return true;
}

/* One reading that an ending suggests; key is the prefix's code and the ending backwards. */
struct ending {
    uint8_t key[8];
    uint32_t order;
    struct item item;
};

struct endings {
    struct compiler *compiler;
    uint8_t prefix;
    struct {
        struct ending *items;
        size_t count;
        size_t capacity;
    } list;
};

static bool ending_visit(void *context, const uint8_t *key, size_t size)
{
    struct endings *endings = context;
    struct compiler *compiler = endings->compiler;
    if (size < 8 || size - 7 > ENDING_LETTERS || key[size - 7] != 1) {
        return false;
    }
    size_t letters = size - 7;
    const uint8_t *numbers = key + letters + 1;
    uint32_t form = form_of(compiler, source_number(numbers + 2), source_number(numbers + 4));
    if (!(compiler->tags[compiler->forms[form].tag].flags & TAG_PRODUCTIVE)) {
        return true;
    }
    uint32_t count = source_number(numbers);
    struct ending *ending = ARRAY_PUSH(&compiler->arena, &endings->list);
    ending->order = (uint32_t)endings->list.count;
    ending->item = (struct item){form, ending_weight(count)};
    ending->key[0] = endings->prefix;
    for (size_t i = 0; i < letters; i++) {
        ending->key[1 + i] = dictionary_code(source_letter(key[letters - 1 - i]));
    }
    return true;
}

static int ending_compare(const void *left, const void *right)
{
    const struct ending *one = left, *two = right;
    int order = memcmp(one->key, two->key, sizeof one->key);
    return order ? order : one->order < two->order ? -1 : 1;
}

/* Adds the endings of all three files, sorted, to their automaton. */
static void endings_add(struct endings *endings, struct automaton *automaton, struct lists *lists)
{
    struct ending *items = endings->list.items;
    size_t end;
    qsort(items, endings->list.count, sizeof *items, ending_compare);
    for (size_t start = 0; start < endings->list.count; start = end) {
        struct item list[LIST_MAX];
        for (end = start; end < endings->list.count && end - start < LIST_MAX &&
                          memcmp(items[start].key, items[end].key, sizeof items->key) == 0;
             end++) {
            list[end - start] = items[end].item;
        }
        size_t size = strnlen((const char *)items[start].key, sizeof items->key);
        if (!automaton_add(automaton, items[start].key, size, list_add(lists, list, end - start))) {
            fail("prediction-suffixes", "keys are not in order");
        }
    }
}

struct section {
    const void *data;
    size_t items;
    size_t size; /* of an item */
};

static void write_file(const char *path, const struct section *sections)
{
    struct buffer buffer;
    struct error error;
    buffer_init(&buffer, 64 << 20);
    error_init(&error);
    uint32_t head[4 + 2 * SECTION_COUNT] = {0};
    memcpy(head, DICTIONARY_MAGIC, 8);
    head[2] = DICTIONARY_VERSION;
    head[3] = SECTION_COUNT;
    size_t offset = sizeof head;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        head[4 + 2 * i] = (uint32_t)offset;
        head[5 + 2 * i] = (uint32_t)sections[i].items;
        offset += (sections[i].items * sections[i].size + 7) / 8 * 8;
    }
    buffer_append(&buffer, (struct span){(const char *)head, sizeof head});
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        size_t size = sections[i].items * sections[i].size;
        buffer_append(&buffer, (struct span){sections[i].data, size});
        buffer_append(&buffer, (struct span){"\0\0\0\0\0\0\0", (8 - size % 8) % 8});
    }
    if (buffer.bad || !file_write(path, buffer_span(&buffer), &error)) {
        fail("cannot write", path);
    }
    buffer_release(&buffer);
    error_release(&error);
}

static void load_dawg(struct compiler *compiler, const char *name, struct source_dawg *dawg)
{
    if (!source_dawg_init(dawg, load(compiler, name))) {
        fail(name, "not a file of az");
    }
}

static struct words *compile_words(struct compiler *compiler)
{
    struct words *words = ARENA_NEW(&compiler->arena, struct words, 1);
    struct source_dawg dawg;
    words->compiler = compiler;
    words->automaton = automaton_new(&compiler->arena);
    lists_init(&words->lists, &compiler->arena);
    load_dawg(compiler, "words.dawg", &dawg);
    if (!source_dawg_walk(&dawg, word_visit, words)) {
        fail("words.dawg", "damaged");
    }
    word_end(words);
    return words;
}

static struct endings *collect_endings(struct compiler *compiler)
{
    struct endings *endings = ARENA_NEW(&compiler->arena, struct endings, 1);
    endings->compiler = compiler;
    for (uint8_t i = 0; i < 3; i++) {
        struct source_dawg dawg;
        const char *name = arena_format(&compiler->arena, "prediction-suffixes-%d.dawg", i).data;
        endings->prefix = i + 1;
        load_dawg(compiler, name, &dawg);
        if (!source_dawg_walk(&dawg, ending_visit, endings)) {
            fail(name, "damaged");
        }
    }
    return endings;
}

static void compile(struct compiler *compiler, const char *path)
{
    load_tags(compiler);
    load_suffixes(compiler);
    load_paradigms(compiler);
    load_dawg(compiler, "p_t_given_w.intdawg", &compiler->weights);
    struct words *words = compile_words(compiler);
    struct endings *endings = collect_endings(compiler);
    struct automaton *automaton = automaton_new(&compiler->arena);
    struct lists lists;
    lists_init(&lists, &compiler->arena);
    endings_add(endings, automaton, &lists);
    size_t word_units, ending_units;
    const uint32_t *word_data = automaton_pack(words->automaton, &word_units);
    const uint32_t *ending_data = automaton_pack(automaton, &ending_units);
    if (!word_data || !ending_data) {
        fail("words", "too many");
    }
    struct section sections[SECTION_COUNT] = {
        [SECTION_WORD_UNITS] = {word_data, word_units, 4},
        [SECTION_WORD_READINGS] = {words->lists.readings.items, words->lists.readings.count, 4},
        [SECTION_ENDING_UNITS] = {ending_data, ending_units, 4},
        [SECTION_ENDING_READINGS] = {lists.readings.items, lists.readings.count, 4},
        [SECTION_FORMS] = {compiler->forms, compiler->form_count, sizeof *compiler->forms},
        [SECTION_SUFFIXES] = {compiler->suffixes, compiler->suffix_count, 4},
        [SECTION_SUFFIX_TEXT] = {compiler->suffix_text.data, compiler->suffix_text.size, 1},
        [SECTION_FOLDED_TEXT] = {compiler->folded_text.data, compiler->folded_text.size, 1},
        [SECTION_TAGS] = {compiler->tags, compiler->tag_count, sizeof *compiler->tags},
        [SECTION_TAG_TEXT] = {compiler->tag_text.data, compiler->tag_text.size, 1},
    };
    write_file(path, sections);
    if (getenv("VERBOSE")) {
        for (size_t i = 0; i < SECTION_COUNT; i++) {
            fprintf(stderr, "section %zu: %zu items, %zu bytes\n", i, sections[i].items,
                    sections[i].items * sections[i].size);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fail("usage", "compile_dictionary FOLDER FILE");
    }
    struct compiler compiler = {.folder = argv[1]};
    arena_init(&compiler.arena, (size_t)2 << 30);
    buffer_init(&compiler.suffix_text, 1 << 24);
    buffer_init(&compiler.folded_text, 1 << 24);
    buffer_init(&compiler.tag_text, 1 << 24);
    compile(&compiler, argv[2]);
    buffer_release(&compiler.suffix_text);
    buffer_release(&compiler.folded_text);
    buffer_release(&compiler.tag_text);
    arena_release(&compiler.arena);
    return 0;
}
