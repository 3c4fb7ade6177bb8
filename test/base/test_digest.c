/* Digests: the examples of FIPS 180-4, and their text. */
#include "digest.h"
#include "suite.h"

void add_digest(Suite *suite);

static void digest_is(struct span text, const char *wanted)
{
    char written[DIGEST_TEXT];
    struct digest digest = digest_of(text);
    ck_assert_str_eq(digest_write(&digest, written), wanted);
}

START_TEST(digests_are_sha_256)
{
    digest_is(SPAN(""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_is((struct span){0},
              "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    digest_is(SPAN("abc"),
              "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_is(SPAN("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

START_TEST(digests_are_read_as_they_are_written)
{
    static const char *const bad[] = {"", "sha256:", "sha256:e3b0", "md5:", "E3B0"};
    struct digest digest = digest_of(SPAN("abc")), read;
    char written[DIGEST_TEXT];
    digest_write(&digest, written);
    ck_assert(digest_read(span_of(written), &read));
    ck_assert_mem_eq(digest.bytes, read.bytes, DIGEST_SIZE);
    ck_assert(digest_read(span_of(written + 7), &read));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert(!digest_read(span_of(bad[i]), &read));
    written[20] = 'g';
    ck_assert(!digest_read(span_of(written), &read));
}
END_TEST

void add_digest(Suite *suite)
{
    SUITE_ADD(suite, digests_are_sha_256);
    SUITE_ADD(suite, digests_are_read_as_they_are_written);
}
