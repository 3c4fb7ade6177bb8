/* Turns a word list of lexicon/ into the initializers of a C array, for an #include.
 *
 *     embed_list LIST OUTPUT
 *
 * A line of a list is a kind, a tab and a phrase; what follows # is a comment. The phrases come out
 * folded (lower case, ё as е) and in the order of their bytes, each as ENTRY(KIND, "phrase"). A
 * phrase of two kinds is a mistake; the same line twice counts once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "file.h"
#include "utf8.h"

enum { LIMIT = 64 << 20 }; /* bytes: far more than any list that people edit */

struct entry {
    struct span phrase;
    struct span kind;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

static _Noreturn void fail(const char *file, const char *what, struct span detail)
{
    fprintf(stderr, "embed_list: %s: %s: %.*s\n", file, what, SPAN_ARGS(detail));
    exit(1);
}

static bool kind_is_valid(struct span kind)
{
    for (size_t i = 0; i < kind.size; i++) {
        char byte = kind.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
        if (!letter && (i == 0 || byte < '0' || byte > '9'))
            return false;
    }
    return kind.size > 0;
}

static struct span kind_to_upper(struct arena *arena, struct span kind)
{
    char *upper = ARENA_NEW(arena, char, kind.size);
    for (size_t i = 0; i < kind.size; i++)
        upper[i] = (char)code_point_to_upper((unsigned char)kind.data[i]);
    return (struct span){upper, kind.size};
}

/* False where the line is neither empty nor KIND, tab, phrase. */
static bool line_read(struct arena *arena, struct span line, struct entries *entries)
{
    struct span kind, phrase = line;
    span_next_part(&phrase, '#', &line);
    if (span_trim(line).size == 0)
        return true;
    phrase = line;
    span_next_part(&phrase, '\t', &kind);
    phrase = span_trim(phrase);
    if (!kind_is_valid(kind) || phrase.size == 0 || memchr(phrase.data, '"', phrase.size) ||
        memchr(phrase.data, '\\', phrase.size))
        return false;
    char *folded = ARENA_NEW(arena, char, phrase.size);
    struct entry *entry = ARRAY_PUSH(arena, entries);
    entry->phrase = (struct span){folded, utf8_lower(phrase, folded, true)};
    entry->kind = kind_to_upper(arena, kind);
    return true;
}

static int entry_compare(const void *left, const void *right)
{
    const struct entry *one = left, *other = right;
    int order = span_compare(one->phrase, other->phrase);
    return order ? order : span_compare(one->kind, other->kind);
}

static void list_read(struct arena *arena, const char *path, struct span text,
                      struct entries *entries)
{
    struct span line;
    for (size_t number = 1; span_next_line(&text, &line); number++)
        if (!line_read(arena, line, entries)) {
            fprintf(stderr, "%s:%zu: want KIND<tab>PHRASE: %.*s\n", path, number, SPAN_ARGS(line));
            exit(1);
        }
    if (entries->count == 0)
        fail(path, "no phrases", SPAN(""));
    qsort(entries->items, entries->count, sizeof *entries->items, entry_compare);
}

static void list_write(const char *path, const struct entries *entries, struct buffer *output)
{
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        if (i > 0 && span_equal(entry->phrase, entry[-1].phrase)) {
            if (!span_equal(entry->kind, entry[-1].kind))
                fail(path, "twice", entry->phrase);
            continue;
        }
        buffer_format(output, "ENTRY(%.*s, \"%.*s\")\n", SPAN_ARGS(entry->kind),
                      SPAN_ARGS(entry->phrase));
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("usage", "embed_list LIST OUTPUT", SPAN(""));
    struct arena arena;
    struct buffer text, output;
    struct error error;
    struct entries entries = {0};
    arena_init(&arena, LIMIT);
    buffer_init(&text, LIMIT);
    buffer_init(&output, LIMIT);
    error_init(&error);
    if (!file_read(argv[1], &text, &error))
        fail(argv[1], "cannot be read", SPAN(""));
    if (utf8_check(buffer_span(&text)) < text.size)
        fail(argv[1], "not UTF-8", SPAN(""));
    list_read(&arena, argv[1], buffer_span(&text), &entries);
    list_write(argv[1], &entries, &output);
    if (output.bad || !file_write(argv[2], buffer_span(&output), &error))
        fail(argv[2], "cannot be written", SPAN(""));
    error_release(&error);
    buffer_release(&output);
    buffer_release(&text);
    arena_release(&arena);
    return 0;
}
