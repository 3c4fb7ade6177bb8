/* The charset of a page. */
#include "charset.h"
#include "document.h"
#include "parts.h"
#include "utf8.h"

enum {
    DECLARED_WITHIN = 16 * 1024, /* bytes in which a page declares its charset */
    NAME_MOST = 40
};

/* The name behind «charset=» or, of XML, «encoding=»; empty where there is none. */
static struct span declared_name(struct span bytes)
{
    static const char *const words[] = {"charset", "encoding"};
    struct span start = span_slice(bytes, 0, DECLARED_WITHIN);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        for (size_t at = 0; at + size < start.size; at++) {
            if (strncasecmp(start.data + at, words[i], size) != 0)
                continue;
            size_t from = at + size;
            while (from < start.size && strchr(" \t\r\n=\"'", start.data[from]) && start.data[from])
                from++;
            size_t end = from;
            while (end < start.size && end < from + NAME_MOST && start.data[end] > ' ' &&
                   !strchr("\"'/>;", start.data[end]))
                end++;
            if (end > from && from > at + size)
                return span_slice(start, from, end);
        }
    }
    return (struct span){0};
}

/* Whether what is wrong with bytes as UTF-8 is the exception: most of the characters beyond ASCII
 * are well-formed. */
static bool is_mostly_utf8(struct span bytes)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < bytes.size;) {
        size_t before = at;
        uint32_t point = utf8_next(bytes, &at);
        bad += point == 0xFFFD && at == before + 1;
        good += point >= 0x80 && at > before + 1;
    }
    return good > bad * 4;
}

/* UTF-8 with U+FFFD for what is no character. */
static struct span utf8_mended(struct arena *arena, struct span bytes)
{
    char *out = arena_alloc(arena, bytes.size * 3 + 4, 1);
    size_t size = 0;
    for (size_t at = 0; at < bytes.size;)
        size += utf8_encode(utf8_next(bytes, &at), out + size);
    return (struct span){out, size};
}

/* In place: a zero byte would end the page for the parser. */
static struct span without_zeros(struct arena *arena, struct span text)
{
    if (!text.size || !memchr(text.data, 0, text.size))
        return text;
    char *copy = arena_alloc(arena, text.size + 1, 1);
    for (size_t i = 0; i < text.size; i++)
        copy[i] = text.data[i] ? text.data[i] : ' ';
    return (struct span){copy, text.size};
}

/* Where the bytes are not UTF-8. */
static bool other_decode(struct arena *arena, struct span bytes, struct span *text,
                         const char **charset)
{
    struct span name = arena_copy(arena, declared_name(bytes));
    const char *guess = charset_guess(bytes);
    *charset = "UTF-8";
    if (is_mostly_utf8(bytes)) {
        *text = utf8_mended(arena, bytes);
        return true;
    }
    *charset = name.size ? name.data : "";
    if (name.size && charset_decode_as(arena, bytes, *charset, text))
        return true;
    *charset = guess;
    return guess && charset_decode_as(arena, bytes, guess, text);
}

bool document_page_decode(struct arena *arena, struct span bytes, struct span file,
                          struct span *text, const char **charset, struct error *error)
{
    size_t mark = span_starts_with(bytes, SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    size_t wrong = utf8_check(bytes);
    bool zeros = bytes.size > 3 && (memchr(bytes.data, 0, 4) || (unsigned char)*bytes.data >= 0xFE);
    if (zeros) /* UTF-16 */
        return charset_decode(arena, bytes, file, text, charset, error);
    if (wrong == bytes.size) {
        *charset = "UTF-8";
        *text = span_slice(bytes, mark, bytes.size);
    } else if (!other_decode(arena, bytes, text, charset)) {
        char number[24], name[256];
        snprintf(number, sizeof number, "%zu", wrong);
        snprintf(name, sizeof name, "%.*s", SPAN_ARGS(file));
        return error_add(error, "report.charset", "file", name, "offset", number, NULL);
    }
    *text = without_zeros(arena, *text);
    return true;
}
