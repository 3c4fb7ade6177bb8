/* No untranslated message: every text stands in both languages with the same arguments, and every
 * key that the sources use is there.
 *
 * The sources are read as text: in each call of error_add() and message() the literals in the key's
 * place are keys, and those at the even places after it name arguments. */
#include <ftw.h>
#include <jansson.h>

#include "buffer.h"
#include "file.h"
#include "message.h"
#include "suite.h"
#include "utf8.h"

enum { ARGUMENTS = 24, FILE_LIMIT = 8 * 1024 * 1024 };

void add_files(Suite *suite);

static struct catalogue *catalogue;
static json_t *texts; /* all files of messages/ together */
static size_t calls;

static struct span next_argument_name(struct span *rest)
{
    size_t start = span_find(*rest, SPAN("{"), 0);
    if (start == SIZE_MAX)
        return (struct span){0};
    if (start + 1 < rest->size && rest->data[start + 1] == '{') {
        *rest = span_slice(*rest, start + 2, rest->size);
        return next_argument_name(rest);
    }
    size_t end = span_find(*rest, SPAN("}"), start);
    ck_assert_uint_ne(end, SIZE_MAX);
    struct span name = span_slice(*rest, start + 1, end);
    *rest = span_slice(*rest, end + 1, rest->size);
    return name;
}

static bool names_argument(const char *text, struct span name)
{
    struct span rest = span_of(text);
    for (struct span other; (other = next_argument_name(&rest)).size;)
        if (span_equal(other, name))
            return true;
    return false;
}

/* Every argument of one text stands in the other. */
static void check_arguments(const char *key, const char *one, const char *other)
{
    struct span rest = span_of(one);
    for (struct span name; (name = next_argument_name(&rest)).size;)
        ck_assert_msg(names_argument(other, name), "%s: {%.*s} stands in one text alone", key,
                      SPAN_ARGS(name));
}

static bool has_words(const char *text, bool cyrillic)
{
    struct span span = span_of(text);
    bool inside = false;
    for (size_t i = 0; i < span.size;) {
        uint32_t code_point = utf8_next(span, &i);
        inside = code_point == '{' || (inside && code_point != '}');
        if (!inside &&
            (cyrillic ? code_point_is_cyrillic(code_point) : code_point_is_letter(code_point)))
            return true;
    }
    return false;
}

/* The text, or the forms, of one language. */
static void check_language(const char *key, const json_t *value, bool russian)
{
    static const char *const forms[] = {"one", "few", "many"};
    ck_assert_msg(json_is_string(value) || json_is_object(value), "%s: no text in %s", key,
                  russian ? "Russian" : "English");
    for (size_t i = 0; i < 3 && json_is_object(value); i++) {
        const char *form = json_string_value(json_object_get(value, forms[i]));
        bool wanted = russian || i != 1;
        ck_assert_msg(wanted == !!form, "%s: plural form %s", key, forms[i]);
        if (form)
            check_arguments(key, form, json_string_value(json_object_get(value, "many")));
    }
}

static const char *text_of(const json_t *value)
{
    return json_string_value(json_is_object(value) ? json_object_get(value, "many") : value);
}

START_TEST(every_text_stands_in_both_languages)
{
    const char *key;
    json_t *value;
    json_object_foreach(texts, key, value)
    {
        const json_t *russian = json_object_get(value, "ru");
        const json_t *english = json_object_get(value, "en");
        check_language(key, russian, true);
        check_language(key, english, false);
        check_arguments(key, text_of(russian), text_of(english));
        check_arguments(key, text_of(english), text_of(russian));
        ck_assert_msg(!has_words(text_of(english), false) || has_words(text_of(russian), true) ||
                          strcmp(text_of(english), text_of(russian)) == 0,
                      "%s: not in Russian: %s", key, text_of(russian));
        ck_assert_msg(!has_words(text_of(english), true), "%s: not in English", key);
        ck_assert_msg(message_exists(catalogue, key), "%s: not embedded", key);
    }
}
END_TEST

/* The parts of a call between its parentheses, cut at the outer commas; the number of them. */
static size_t call_split(struct span call, struct span *parts)
{
    size_t count = 0, start = 0, depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < call.size && count < ARGUMENTS; i++) {
        char byte = call.data[i];
        if (quoted && byte == '\\')
            i++;
        else if (byte == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (byte == '(')
            depth++;
        else if (depth == 0 && (byte == ',' || byte == ')')) {
            parts[count++] = span_slice(call, start, i);
            start = i + 1;
            if (byte == ')')
                break;
        } else if (byte == ')')
            depth--;
    }
    return count;
}

/* Takes the next string literal off part; false where there is none. */
static bool next_literal(struct span *part, struct span *literal)
{
    size_t start = span_find(*part, SPAN("\""), 0);
    if (start == SIZE_MAX)
        return false;
    size_t end = span_find(*part, SPAN("\""), start + 1);
    *literal = span_slice(*part, start + 1, end);
    *part = span_slice(*part, end == SIZE_MAX ? part->size : end + 1, part->size);
    return true;
}

static void check_call_arguments(const char *file, const char *key, const struct span *names,
                                 size_t count)
{
    struct span rest = span_of(text_of(json_object_get(json_object_get(texts, key), "en")));
    for (struct span name; (name = next_argument_name(&rest)).size;) {
        bool given = false;
        for (size_t i = 0; i < count; i += 2) {
            struct span part = names[i], literal;
            given |= next_literal(&part, &literal) && span_equal(literal, name);
        }
        ck_assert_msg(given, "%s: %s is not given {%.*s}", file, key, SPAN_ARGS(name));
    }
}

/* Checks the calls of one function, whose key is its argument number key_place. */
static void check_calls(const char *file, struct span source, const char *function,
                        size_t key_place)
{
    struct span name = span_of(function);
    for (size_t at = 0; (at = span_find(source, name, at)) != SIZE_MAX; at += name.size) {
        struct span parts[ARGUMENTS], literal;
        size_t count = call_split(span_slice(source, at + name.size, source.size), parts);
        if (count <= key_place)
            continue;
        struct span keys = parts[key_place];
        while (next_literal(&keys, &literal)) {
            char key[200];
            snprintf(key, sizeof key, "%.*s", SPAN_ARGS(literal));
            if (strchr(key, '%'))
                continue; /* the format of a key made at run time */
            calls++;
            ck_assert_msg(message_exists(catalogue, key), "%s: no message %s", file, key);
            check_call_arguments(file, key, parts + key_place + 1, count - key_place - 1);
        }
    }
}

static int check_source(const char *path, const struct stat *status, int type, struct FTW *where)
{
    (void)status;
    (void)where;
    struct buffer source;
    if (type != FTW_F || !span_ends_with(span_of(path), SPAN(".c")))
        return 0;
    buffer_init(&source, FILE_LIMIT);
    ck_assert(file_read(path, &source, NULL));
    check_calls(path, buffer_span(&source), "error_add(", 1);
    check_calls(path, buffer_span(&source), "message(", 3);
    buffer_release(&source);
    return 0;
}

START_TEST(every_key_of_the_sources_is_there)
{
    ck_assert_int_eq(nftw(PROJECT "/src", check_source, 16, FTW_PHYS), 0);
    ck_assert_uint_gt(calls, 3);
}
END_TEST

static int add_texts(const char *path, const struct stat *status, int type, struct FTW *where)
{
    (void)status;
    (void)where;
    json_error_t problem;
    if (type != FTW_F || !span_ends_with(span_of(path), SPAN(".json")))
        return 0;
    json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
    ck_assert_msg(file != NULL, "%s:%d: %s", path, problem.line, problem.text);
    const char *key;
    json_t *value;
    json_object_foreach(file, key, value)
    {
        ck_assert_msg(!json_object_get(texts, key), "%s: %s stands in two files", path, key);
        json_object_set(texts, key, value);
    }
    json_decref(file);
    return 0;
}

static void setup(void)
{
    catalogue = catalogue_new();
    texts = json_object();
    ck_assert_int_eq(nftw(PROJECT "/messages", add_texts, 16, FTW_PHYS), 0);
    ck_assert_uint_gt(json_object_size(texts), 0);
}

static void teardown(void)
{
    json_decref(texts);
    catalogue_free(catalogue);
}

void add_files(Suite *suite)
{
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, setup, teardown);
    tcase_add_test(files, every_text_stands_in_both_languages);
    tcase_add_test(files, every_key_of_the_sources_is_there);
    suite_add_tcase(suite, files);
}
