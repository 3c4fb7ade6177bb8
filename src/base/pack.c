/* Files of sections. */
#include "pack.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PACK_LIMIT = 1 << 30 };

static size_t table_end(size_t sections)
{
    return sizeof(struct pack_head) + sections * sizeof(struct pack_section);
}

void pack_begin(struct pack_writer *writer)
{
    *writer = (struct pack_writer){0};
    buffer_init(&writer->bytes, PACK_LIMIT);
    buffer_init(&writer->texts, PACK_LIMIT);
}

void pack_release(struct pack_writer *writer)
{
    buffer_release(&writer->bytes);
    buffer_release(&writer->texts);
}

static void zeros_append(struct buffer *bytes, size_t count)
{
    char *room = count ? buffer_extend(bytes, count) : NULL;
    if (room)
        memset(room, 0, count);
}

void pack_add(struct pack_writer *writer, const void *items, size_t count, size_t size)
{
    if (writer->section_count == PACK_SECTIONS)
        return; /* a bug, which every opening of the file would tell */
    if (writer->bytes.size == 0)
        zeros_append(&writer->bytes, table_end(PACK_SECTIONS));
    zeros_append(&writer->bytes, -writer->bytes.size % PACK_ALIGNMENT);
    writer->sections[writer->section_count++] =
        (struct pack_section){writer->bytes.size, count * size};
    if (count)
        buffer_append(&writer->bytes, (struct span){items, count * size});
}

struct pack_text pack_add_text(struct pack_writer *writer, struct span text)
{
    struct pack_text packed = {(uint32_t)writer->texts.size, (uint32_t)text.size};
    buffer_append(&writer->texts, text);
    buffer_append(&writer->texts, (struct span){"", 1});
    return packed;
}

static bool head_good(const struct pack_head *head, size_t size)
{
    return head->size == size && head->section_count > PACK_NUMBERS &&
           head->section_count <= PACK_SECTIONS && head->checked <= size &&
           head->checked >= table_end(head->section_count);
}

/* The digest of the head, its check left out, and of what is checked behind it. */
static uint64_t check_of(struct span bytes)
{
    struct pack_head head;
    memcpy(&head, bytes.data, sizeof head);
    head.check = 0;
    return XXH3_64bits_withSeed(bytes.data + sizeof head, head.checked - sizeof head,
                                XXH3_64bits(&head, sizeof head));
}

void pack_end(struct pack_writer *writer, const char *magic, uint32_t version,
              struct pack_sources sources)
{
    struct buffer *bytes = &writer->bytes;
    pack_add(writer, writer->texts.data, writer->texts.size, 1);
    size_t checked = bytes->size;
    for (size_t i = 0; i < PACK_NUMBERS; i++)
        pack_add(writer, writer->numbers[i].data, writer->numbers[i].size, 1);
    bytes->bad |= writer->texts.bad;
    if (bytes->bad)
        return;
    struct pack_head head = {.version = version,
                             .section_count = writer->section_count,
                             .sources = sources,
                             .size = bytes->size,
                             .checked = checked};
    memcpy(head.magic, magic, sizeof head.magic);
    memcpy(bytes->data, &head, sizeof head);
    memcpy(bytes->data + sizeof head, writer->sections,
           writer->section_count * sizeof *writer->sections);
    pack_mend(bytes->data, bytes->size);
}

void pack_mend(char *bytes, size_t size)
{
    struct pack_head head;
    if (size < sizeof head)
        return;
    memcpy(&head, bytes, sizeof head);
    if (!head_good(&head, size))
        return;
    head.check = check_of((struct span){bytes, size});
    memcpy(bytes, &head, sizeof head);
}

/* All but the numbers lie in what is checked. */
static bool sections_good(const struct pack *pack)
{
    uint32_t checked = pack->head->section_count - PACK_NUMBERS;
    for (uint32_t i = 0; i < pack->head->section_count; i++) {
        const struct pack_section *section = &pack->sections[i];
        uint64_t end = i < checked ? pack->head->checked : pack->head->size;
        if (section->offset % PACK_ALIGNMENT || section->offset > end ||
            section->size > end - section->offset)
            return false;
    }
    return true;
}

static struct span section_span(const struct pack *pack, uint32_t number)
{
    const struct pack_section *section = &pack->sections[number];
    return span_slice(pack->bytes, section->offset, section->offset + section->size);
}

const char *pack_of_bytes(struct pack *pack, struct span bytes, const char *magic, uint32_t version)
{
    *pack = (struct pack){.bytes = bytes, .head = (const void *)bytes.data};
    if (bytes.size < sizeof *pack->head || memcmp(bytes.data, magic, sizeof pack->head->magic) != 0)
        return "magic";
    if (pack->head->version != version)
        return "version";
    if (!head_good(pack->head, bytes.size))
        return "size";
    if (pack->head->check != check_of(bytes))
        return "check";
    pack->sections = (const void *)(bytes.data + sizeof *pack->head);
    if (!sections_good(pack))
        return "sections";
    uint32_t checked = pack->head->section_count - PACK_NUMBERS;
    pack->texts = section_span(pack, checked - 1);
    for (uint32_t i = 0; i < PACK_NUMBERS; i++)
        pack->numbers[i] = section_span(pack, checked + i);
    return NULL;
}

void *pack_items(struct pack *pack, unsigned section, size_t size, size_t *count)
{
    *count = 0;
    if (section >= pack->head->section_count || pack->sections[section].size % size) {
        pack->bad = true;
        return NULL;
    }
    *count = pack->sections[section].size / size;
    return (void *)(uintptr_t)(pack->bytes.data + pack->sections[section].offset);
}

struct span pack_text_of(struct pack *pack, struct pack_text text)
{
    if (text.at >= pack->texts.size || text.size >= pack->texts.size - text.at ||
        pack->texts.data[text.at + text.size] != 0) {
        pack->bad = true;
        return SPAN("");
    }
    return span_slice(pack->texts, text.at, text.at + text.size);
}

bool pack_bool_good(const bool *value)
{
    unsigned char byte;
    memcpy(&byte, value, 1);
    return byte <= 1;
}
