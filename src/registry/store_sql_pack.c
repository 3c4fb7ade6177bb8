/* Lists that are kept as bytes in one row: ranges that prove a claim, mentions of a reading, words
 * of a reading. A row for each would cost more than all that it says.
 *
 * Formats, of numbers in LEB128 (seven bits a byte, the lowest first):
 *   claims.evidence     for each range its start and its length
 *   mentions.mentions   for each mention: start, length, type, number of its source (0: none),
 *                       then 0, or the length of its name plus 1 and the name's start
 *   word_ranges.ranges  for each word the bytes between it and the end of the word before, and its
 *                       length */
#include "store_sql.h"

enum { NUMBER_BYTES = 10 };

static char *number_put(char *into, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *into++ = (char)(number | 0x80);
    *into++ = (char)number;
    return into;
}

void sql_number_append(struct buffer *out, uint32_t number)
{
    char bytes[NUMBER_BYTES];
    buffer_append(out, (struct span){bytes, (size_t)(number_put(bytes, number) - bytes)});
}

static bool wide_take(struct span *rest, uint64_t *number)
{
    *number = 0;
    for (unsigned shift = 0; rest->size && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*rest->data++;
        rest->size--;
        *number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

bool sql_number_take(struct span *rest, uint32_t *number)
{
    uint64_t wide;
    bool taken = wide_take(rest, &wide);
    *number = (uint32_t)wide;
    return taken && wide <= UINT32_MAX;
}

bool word_range_take(struct span *words, struct range *range)
{
    uint32_t gap, size;
    if (!sql_number_take(words, &gap) || !sql_number_take(words, &size))
        return false;
    *range = (struct range){range->end + gap, range->end + gap + size};
    return true;
}

struct span sql_evidence_pack(const struct range *ranges, size_t count, struct arena *arena)
{
    char *bytes = ARENA_ROOM(arena, char, 2 * count * NUMBER_BYTES), *end = bytes;
    for (size_t i = 0; i < count; i++) {
        end = number_put(end, ranges[i].start);
        end = number_put(end, ranges[i].end - ranges[i].start);
    }
    return (struct span){bytes, (size_t)(end - bytes)};
}

static bool range_take(struct span *rest, struct range *range)
{
    uint32_t size;
    if (!sql_number_take(rest, &range->start) || !sql_number_take(rest, &size))
        return false;
    range->end = range->start + size;
    return range->end >= range->start;
}

bool sql_evidence_unpack(struct span bytes, struct arena *arena, struct stored_claim *claim)
{
    /* Each range has two bytes at least. */
    claim->evidence = ARENA_NEW(arena, struct stored_evidence, bytes.size / 2);
    claim->evidence_count = 0;
    while (bytes.size)
        if (!range_take(&bytes, &claim->evidence[claim->evidence_count++].range))
            return false;
    return true;
}

struct span sql_mentions_pack(const struct new_mention *mentions, size_t count, int64_t first,
                              struct arena *arena)
{
    char *bytes = ARENA_ROOM(arena, char, 6 * count * NUMBER_BYTES), *end = bytes;
    for (size_t i = 0; i < count; i++) {
        const struct new_mention *mention = &mentions[i];
        end = number_put(end, mention->range.start);
        end = number_put(end, mention->range.end - mention->range.start);
        end = number_put(end, mention->type);
        end = number_put(end, mention->source ? (uint64_t)first + mention->source - 1 : 0);
        end = number_put(
            end, mention->has_name ? (uint64_t)mention->name.end - mention->name.start + 1 : 0);
        if (mention->has_name)
            end = number_put(end, mention->name.start);
    }
    return (struct span){bytes, (size_t)(end - bytes)};
}

bool sql_mention_take(struct span *rest, struct stored_mention *mention)
{
    uint32_t type, size;
    *mention = (struct stored_mention){0};
    if (!range_take(rest, &mention->range) || !sql_number_take(rest, &type) ||
        !sql_number_take(rest, &mention->source) || !sql_number_take(rest, &size) || type > 0xFF)
        return false;
    mention->type = (uint8_t)type;
    mention->has_name = size > 0;
    if (!mention->has_name)
        return true;
    if (!sql_number_take(rest, &mention->name.start))
        return false;
    mention->name.end = mention->name.start + size - 1;
    return mention->name.end >= mention->name.start;
}
