/* The catalogue: looking texts up, choosing plural forms, filling arguments in.
 *
 * The embedded blob is the files of messages/ one after the other: a stream of JSON objects. It is
 * parsed once, into an arena, when the first text is asked for: who reads reports to JSON asks for
 * none. A text without plural forms has the same span in all three. A damaged file is a bug of the
 * build, which test/message finds. */
#include "message.h"

#include <assert.h>
#include <jansson.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>

#include "map.h"

extern const char message_files_start[];
extern const char message_files_end[];

enum { FORM_ONE, FORM_FEW, FORM_MANY, FORMS };
enum { TONGUES = 2, CATALOGUE_LIMIT = 16 * 1024 * 1024 };

struct text {
    struct span forms[FORMS]; /* all alike where there is no plural; data == NULL: no text */
};

struct entry {
    struct text texts[TONGUES];
};

struct texts {
    pthread_mutex_t lock; /* of loaded */
    bool loaded;
    struct arena arena;
    struct map keys; /* to index + 1 of entries */
    struct {
        struct entry *items;
        size_t count;
        size_t capacity;
    } entries;
};

struct catalogue {
    struct texts *texts; /* which the first question fills */
};

static const char *const tongue_names[TONGUES] = {"ru", "en"};

static struct span string_copy(struct arena *arena, const json_t *string)
{
    if (!json_is_string(string))
        return (struct span){0};
    return arena_copy(arena, (struct span){json_string_value(string), json_string_length(string)});
}

static struct text text_read(struct arena *arena, const json_t *value)
{
    static const char *const names[FORMS] = {"one", "few", "many"};
    struct text text = {0};
    if (json_is_string(value)) {
        struct span plain = string_copy(arena, value);
        for (int form = 0; form < FORMS; form++)
            text.forms[form] = plain;
        return text;
    }
    for (int form = 0; form < FORMS; form++)
        text.forms[form] = string_copy(arena, json_object_get(value, names[form]));
    if (!text.forms[FORM_FEW].data)
        text.forms[FORM_FEW] = text.forms[FORM_MANY];
    return text;
}

static void entry_add(struct texts *texts, const char *key, json_t *value)
{
    struct arena *arena = &texts->arena;
    bool added;
    uint32_t *index = map_add(&texts->keys, arena_copy(arena, span_of(key)), &added);
    if (added) {
        (void)ARRAY_PUSH(arena, &texts->entries);
        *index = (uint32_t)texts->entries.count;
    }
    struct entry *entry = &texts->entries.items[*index - 1];
    for (int tongue = 0; tongue < TONGUES; tongue++)
        entry->texts[tongue] = text_read(arena, json_object_get(value, tongue_names[tongue]));
}

/* The parsed files, read before the arena's run begins: within it nothing else may be held. */
struct loading {
    struct texts *texts;
    json_t *files; /* an array of objects */
};

static void entries_add(void *context)
{
    struct loading *loading = context;
    size_t index;
    json_t *file;
    json_array_foreach(loading->files, index, file)
    {
        const char *key;
        json_t *value;
        json_object_foreach(file, key, value) entry_add(loading->texts, key, value);
    }
}

static json_t *files_parse(void)
{
    json_t *files = json_array();
    const char *at = message_files_start;
    while (files && at < message_files_end) {
        json_error_t problem;
        size_t left = (size_t)(message_files_end - at);
        json_t *file = json_loadb(at, left, JSON_DISABLE_EOF_CHECK, &problem);
        if (!file)
            break; /* the white space at the end, too */
        at += problem.position;
        json_array_append_new(files, file);
    }
    return files;
}

struct catalogue *catalogue_new(void)
{
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    struct texts *texts = calloc(1, sizeof *texts);
    if (!catalogue || !texts) {
        free(catalogue);
        free(texts);
        return NULL;
    }
    pthread_mutex_init(&texts->lock, NULL);
    arena_init(&texts->arena, CATALOGUE_LIMIT);
    map_init(&texts->keys, &texts->arena);
    catalogue->texts = texts;
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    pthread_mutex_destroy(&catalogue->texts->lock);
    arena_release(&catalogue->texts->arena);
    free(catalogue->texts);
    free(catalogue);
}

/* Where memory runs out there are no texts, or not all: their keys are shown. */
static void texts_load(struct texts *texts)
{
    struct loading loading = {texts, files_parse()};
    texts->loaded = true;
    if (loading.files)
        arena_run(&texts->arena, entries_add, &loading);
    json_decref(loading.files);
}

static const struct text *text_find(const struct catalogue *catalogue, enum tongue tongue,
                                    struct span key)
{
    struct texts *texts = catalogue->texts;
    pthread_mutex_lock(&texts->lock);
    if (!texts->loaded)
        texts_load(texts);
    pthread_mutex_unlock(&texts->lock);
    const uint32_t *index = map_find(&texts->keys, key);
    return index ? &texts->entries.items[*index - 1].texts[tongue] : NULL;
}

bool message_exists(const struct catalogue *catalogue, const char *key)
{
    for (int tongue = 0; tongue < TONGUES; tongue++) {
        const struct text *text = text_find(catalogue, (enum tongue)tongue, span_of(key));
        if (!text || !text->forms[FORM_ONE].data || !text->forms[FORM_MANY].data)
            return false;
    }
    return true;
}

/* A count as people write it: digits, with spaces or commas between the groups, or a fraction. */
static int form_of_count(enum tongue tongue, struct span count)
{
    char point = tongue == TONGUE_RUSSIAN ? ',' : '.';
    unsigned last = 0; /* its last two digits */
    bool one = false;
    size_t digits = 0;
    for (size_t i = 0; i < count.size; i++) {
        char byte = count.data[i];
        if (byte == point)
            return tongue == TONGUE_RUSSIAN ? FORM_FEW : FORM_MANY;
        if (byte < '0' || byte > '9')
            continue;
        digits++;
        last = (last * 10 + (unsigned)(byte - '0')) % 100;
        one = digits == 1 && byte == '1';
    }
    if (tongue == TONGUE_ENGLISH)
        return one ? FORM_ONE : FORM_MANY;
    unsigned unit = last % 10;
    if (last / 10 == 1 || unit == 0 || unit > 4)
        return FORM_MANY;
    return unit == 1 ? FORM_ONE : FORM_FEW;
}

static const char *argument_find(const struct error_argument *arguments, size_t count,
                                 struct span name)
{
    for (size_t i = 0; i < count; i++)
        if (span_equal(span_of(arguments[i].name), name))
            return arguments[i].value ? arguments[i].value : "";
    return NULL;
}

/* Where a filled text goes: counted first, then written, so that nothing but the arena is held. */
struct sink {
    char *out; /* NULL while counting */
    size_t size;
};

static void sink_put(struct sink *sink, const char *bytes, size_t size)
{
    if (sink->out)
        memcpy(sink->out + sink->size, bytes, size);
    sink->size += size;
}

/* Replaces {name} by its argument and {{ by a brace; a name that was not given stays as it is. */
static void fill(struct sink *sink, struct span text, const struct error_argument *arguments,
                 size_t count)
{
    for (size_t i = 0; i < text.size; i++) {
        const char *value = NULL;
        size_t end = SIZE_MAX;
        if (text.data[i] == '{') {
            if (i + 1 < text.size && text.data[i + 1] == '{')
                i++;
            else if ((end = span_find(text, SPAN("}"), i)) != SIZE_MAX)
                value = argument_find(arguments, count, span_slice(text, i + 1, end));
        }
        if (value) {
            sink_put(sink, value, strlen(value));
            i = end;
        } else {
            sink_put(sink, text.data + i, 1);
        }
    }
}

static struct span message_fill(const struct catalogue *catalogue, enum tongue tongue,
                                struct arena *arena, const char *key,
                                const struct error_argument *arguments, size_t count)
{
    const struct text *text = text_find(catalogue, tongue, span_of(key));
    if (!text)
        return arena_copy(arena, span_of(key));
    const char *number = argument_find(arguments, count, SPAN("count"));
    int form = number ? form_of_count(tongue, span_of(number)) : FORM_MANY;
    struct sink sink = {0};
    fill(&sink, text->forms[form], arguments, count);
    sink.out = arena_alloc(arena, sink.size + 1, 1);
    sink.size = 0;
    fill(&sink, text->forms[form], arguments, count);
    return (struct span){sink.out, sink.size};
}

struct span message(const struct catalogue *catalogue, enum tongue tongue, struct arena *arena,
                    const char *key, ...)
{
    struct error_argument arguments[16];
    size_t count = 0;
    va_list list;
    va_start(list, key);
    for (const char *name; (name = va_arg(list, const char *));) {
        assert(count < sizeof arguments / sizeof *arguments);
        arguments[count++] = (struct error_argument){name, va_arg(list, const char *)};
    }
    va_end(list);
    return message_fill(catalogue, tongue, arena, key, arguments, count);
}

/* The system gives its reasons in English; the catalogue has the commonest ones. */
static const char *reason_text(const struct catalogue *catalogue, enum tongue tongue,
                               struct arena *arena, const char *reason)
{
    struct span key = arena_format(arena, "reason.%s", reason);
    const struct text *text = text_find(catalogue, tongue, key);
    return text ? text->forms[FORM_MANY].data : reason;
}

struct span message_of_error(const struct catalogue *catalogue, enum tongue tongue,
                             struct arena *arena, const struct error_item *item)
{
    struct error_argument arguments[ERROR_ARGUMENTS];
    for (size_t i = 0; i < item->argument_count; i++) {
        arguments[i] = item->arguments[i];
        if (strcmp(arguments[i].name, "reason") == 0)
            arguments[i].value = reason_text(catalogue, tongue, arena, arguments[i].value);
    }
    return message_fill(catalogue, tongue, arena, item->key, arguments, item->argument_count);
}
