/* Fuzzes what the server reads of a request before it knows who asks: the target, the headers on
 * which a decision hangs, and JSON bodies. The input's first line is taken as a target, the second
 * as each of the headers, the rest as a body. */
#include <stdlib.h>

#include "address.h"
#include "body.h"
#include "digest.h"
#include "header.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* What was let through once encodes and decodes to itself. */
static void try_target(struct arena *arena, struct span raw)
{
    struct target *target = ARENA_NEW(arena, struct target, 2);
    if (!target_parse(arena, raw, target))
        return;
    for (size_t i = 0; i < target->segment_count; i++) {
        struct span encoded = address_encode(arena, target->segments[i]);
        struct span path = arena_format(arena, "/%.*s", SPAN_ARGS(encoded));
        check(target_parse(arena, path, target + 1));
        check(encoded.size == 0 || span_equal(target[1].segments[0], target->segments[i]));
    }
    target_parameter(target, "q");
}

static void try_headers(struct span line)
{
    if (header_host_is_ours(line, 8080))
        check(span_ends_with(line, SPAN(":8080")) || span_ends_with(line, SPAN("08080")));
    header_origin_matches(line, SPAN("localhost:8080"));
    struct span cookie = header_cookie(line, SPAN("uzel"));
    check(!cookie.data || (cookie.data >= line.data && cookie.size <= line.size));
    struct span token = header_bearer(line), address = header_forwarded(line);
    check(!token.data || (token.data >= line.data && token.size <= line.size));
    check(!address.data || (address.data >= line.data && address.size <= line.size));
    struct digest digest;
    char written[DIGEST_TEXT];
    if (digest_read(line, &digest))
        check(span_ends_with(span_of(digest_write(&digest, written)), line));
    header_tongue(line, TONGUE_ENGLISH);
    header_accepts_gzip(line);
    header_accepts(line, SPAN("text/html"));
    header_tag_matches(line, SPAN("\"a\""));
    header_type_is(line, SPAN("application/json"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = {(const char *)data, size};
    struct span line = {0};
    struct arena arena;
    struct body_field fields[] = {{.name = "text"}, {.name = "url"}};
    arena_init(&arena, (size_t)1 << 28);
    if (span_next_line(&rest, &line))
        try_target(&arena, line);
    if (span_next_line(&rest, &line))
        try_headers(line);
    body_read(&arena, rest, fields, 2, NULL);
    arena_release(&arena);
    return 0;
}
