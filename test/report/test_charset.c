/* Charsets: guessing from short texts, and the errors' offsets. */
#include "charset.h"

#include <iconv.h>

#include "../suite.h"

static const char *const sentences[] = {
    "Завод и край подписали соглашение о сотрудничестве.",
    "Технопарк принял нового резидента, сообщил директор",
    "В городе откроют лабораторию контроля качества",
    "ГУБЕРНАТОР ОБСУДИЛ С ИНВЕСТОРАМИ ПЛАНЫ НА ГОД",
    "Фонд выдаст заём под 5% годовых на три года",
};

/* The UTF-8 text in another charset; its size. */
static size_t encode(const char *text, const char *charset, char *out, size_t room)
{
    char copy[512], *from = copy, *to = out;
    size_t size = strlen(text), left = room;
    memcpy(copy, text, size);
    iconv_t converter = iconv_open(charset, "UTF-8");
    ck_assert(converter != (iconv_t)-1);
    ck_assert_uint_eq(iconv(converter, &from, &size, &to, &left), 0);
    iconv_close(converter);
    return room - left;
}

START_TEST(test_guess_of_sentences)
{
    static const char *const charsets[] = {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        for (size_t k = 0; k < 4; k++) {
            char bytes[512];
            size_t size = encode(sentences[i], charsets[k], bytes, sizeof bytes);
            const char *guess = charset_guess((struct span){bytes, size});
            ck_assert_msg(guess && strcmp(guess, charsets[k]) == 0, "«%s» in %s is %s",
                          sentences[i], charsets[k], guess ? guess : "nothing");
        }
    }
}
END_TEST

START_TEST(test_no_guess_of_noise)
{
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)(0x80 + (i * 37) % 128);
    ck_assert_ptr_null(charset_guess((struct span){bytes, sizeof bytes}));
    ck_assert_ptr_null(charset_guess(SPAN("plain ASCII says nothing")));
}
END_TEST

struct decoding {
    struct arena arena;
    struct span bytes, text;
    const char *charset;
    struct error error;
    bool done;
};

static void decode(void *context)
{
    struct decoding *decoding = context;
    decoding->done = charset_decode(&decoding->arena, decoding->bytes, SPAN("a.txt"),
                                    &decoding->text, &decoding->charset, &decoding->error);
}

static void decode_bytes(struct decoding *decoding, struct span bytes)
{
    *decoding = (struct decoding){.bytes = bytes};
    arena_init(&decoding->arena, 1 << 20);
    error_init(&decoding->error);
    ck_assert(arena_run(&decoding->arena, decode, decoding));
}

static void release(struct decoding *decoding)
{
    error_release(&decoding->error);
    arena_release(&decoding->arena);
}

static void assert_error(struct span bytes, const char *key, const char *offset)
{
    struct decoding decoding;
    decode_bytes(&decoding, bytes);
    ck_assert(!decoding.done);
    ck_assert_uint_eq(decoding.error.count, 1);
    ck_assert_str_eq(decoding.error.items[0].key, key);
    ck_assert_str_eq(decoding.error.items[0].arguments[0].value, "a.txt");
    ck_assert_str_eq(decoding.error.items[0].arguments[1].value, offset);
    release(&decoding);
}

START_TEST(test_errors_have_offsets)
{
    assert_error(SPAN("abc\0def"), "report.binary", "3");
    assert_error(SPAN("%PDF-1.4 text"), "report.binary", "0");
    assert_error(SPAN("Край\xD0"), "report.truncated", "8");
    assert_error(SPAN("\xFF\xFE\x10\x04\x11"), "report.truncated", "4");
    assert_error(SPAN("\xFF\xFE\x10\x04\x3D\xD8"), "report.truncated", "4");
    assert_error(SPAN("\xFF\xFE\x3D\xD8\x10\x04"), "report.charset", "2");
    assert_error(SPAN("\xFE\xFF\x04\x10\x00\x00\x04\x10"), "report.binary", "4");
    assert_error(SPAN("Большой край и завод\xFE\xFF и ещё слово"), "report.charset", "37");
}
END_TEST

START_TEST(test_utf16_pairs)
{
    struct decoding decoding;
    decode_bytes(&decoding, SPAN("\xFF\xFE\x3D\xD8\x00\xDE\x10\x04"));
    ck_assert(decoding.done);
    ASSERT_SPAN(decoding.text, "😀А");
    ck_assert_str_eq(decoding.charset, "UTF-16LE");
    release(&decoding);
}
END_TEST

void add_charset(Suite *suite);
void add_charset(Suite *suite)
{
    SUITE_ADD(suite, test_guess_of_sentences);
    SUITE_ADD(suite, test_no_guess_of_noise);
    SUITE_ADD(suite, test_errors_have_offsets);
    SUITE_ADD(suite, test_utf16_pairs);
}
