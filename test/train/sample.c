#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "file.h"
#include "suite.h"
#include "utf8.h"

/* Sentences with their mentions in brackets, the type first. */
static const char *const sentences[] = {
    "Компанию «[ORG Луговица]» возглавил [PER Семён Заречный].",
    "В городе [LOC Верхнелужск] прошла встреча, её вёл [PER Павел Полевой].",
    "Завод «[ORG Зернострой]» построит склад в посёлке [LOC Малинское].",
    "[PER Ольга Ветрова] приехала в город [LOC Новоборск].",
    "Директор компании «[ORG Пихтовик]» [PER Егор Ручьёв] выступил с докладом.",
    "Из города [LOC Верхнелужск] в посёлок [LOC Малинское] пустят автобус.",
    "[PER Семён Заречный] и [PER Ольга Ветрова] подписали договор.",
    "Компания «[ORG Зернострой]» открыла цех, сообщил [PER Егор Ручьёв].",
    "Город [LOC Новоборск] ждёт гостей, ответил [PER Павел Полевой].",
    "Завод «[ORG Пихтовик]» продал станок заводу «[ORG Луговица]».",
    "Погода была хорошей, и встреча прошла быстро.",
    "Договор вступит в силу в марте, цех откроют летом.",
};

static const char words[] = "компания\nзавод\nгород\nпосёлок\nвстреча\nдоговор\nцех\nсклад";

void sample_tar_add(struct buffer *out, const char *name, struct span bytes)
{
    static const char zeros[512];
    char head[512] = {0};
    snprintf(head, 100, "%s", name);
    snprintf(head + 124, 12, "%011zo", bytes.size);
    buffer_append(out, (struct span){head, sizeof head});
    buffer_append(out, bytes);
    buffer_append(out, (struct span){zeros, (512 - bytes.size % 512) % 512});
}

static void number_append(struct buffer *out, uint32_t number)
{
    buffer_append(out, (struct span){(const char *)&number, sizeof number});
}

static void gzip_append(struct buffer *out, struct span bytes)
{
    unsigned char packed[4096];
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes.data,
                       .avail_in = (uInt)bytes.size,
                       .next_out = packed,
                       .avail_out = sizeof packed};
    ck_assert_int_eq(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    buffer_append(out, (struct span){(const char *)packed, stream.total_out});
    deflateEnd(&stream);
}

void sample_vectors(struct buffer *out, struct span list, uint32_t count)
{
    enum { PARTS = 4, DIMENSIONS = PARTS * PART_SIZE };
    struct generator generator;
    struct buffer vocabulary, packed, codes;
    buffer_init(&vocabulary, 1 << 20);
    buffer_init(&packed, 1 << 20);
    buffer_init(&codes, 1 << 20);
    generator_init(&generator, 4);
    number_append(&vocabulary, count);
    for (uint32_t i = 0; i < count; i++)
        number_append(&vocabulary, 100 - i);
    buffer_append(&vocabulary, list);
    gzip_append(&packed, buffer_span(&vocabulary));
    number_append(&codes, count);
    number_append(&codes, DIMENSIONS);
    number_append(&codes, PARTS);
    number_append(&codes, CENTROIDS);
    for (uint32_t i = 0; i < count * PARTS; i++)
        buffer_append_byte(&codes, (char)generator_next(&generator));
    for (size_t i = 0; i < (size_t)DIMENSIONS * CENTROIDS; i++) {
        float value = generator_normal(&generator);
        buffer_append(&codes, (struct span){(const char *)&value, sizeof value});
    }
    sample_tar_add(out, "vocab.bin", buffer_span(&packed));
    sample_tar_add(out, "pq.bin", buffer_span(&codes));
    buffer_release(&vocabulary);
    buffer_release(&packed);
    buffer_release(&codes);
}

/* Takes the brackets out of a sentence and lists them. */
static void sentence_split(const char *sentence, struct buffer *text, struct buffer *gold)
{
    struct span rest = span_of(sentence), part;
    bool first = true;
    buffer_append_string(gold, "{\"mentions\": [");
    while (span_next_part(&rest, '[', &part)) {
        buffer_append(text, part);
        if (!span_next_part(&rest, ' ', &part))
            break;
        struct span type = part;
        ck_assert(span_next_part(&rest, ']', &part));
        size_t start = utf8_count(buffer_span(text));
        buffer_append(text, part);
        buffer_format(gold, "%s{\"start\": %zu, \"end\": %zu, \"type\": \"%.*s\"}",
                      first ? "" : ", ", start, utf8_count(buffer_span(text)), SPAN_ARGS(type));
        first = false;
    }
    buffer_append_string(gold, "]}\n");
    buffer_append_string(text, "\n");
}

static void document_write(struct sample_files *sample, const char *folder, size_t number)
{
    char path[128];
    struct buffer text, gold;
    buffer_init(&text, 4096);
    buffer_init(&gold, 4096);
    sentence_split(sentences[number], &text, &gold);
    snprintf(path, sizeof path, "%s/d%02zu.txt", folder, number);
    ck_assert(file_write(path, buffer_span(&text), &sample->error));
    snprintf(path, sizeof path, "%s/d%02zu.json", folder, number);
    ck_assert(file_write(path, buffer_span(&gold), &sample->error));
    buffer_release(&text);
    buffer_release(&gold);
}

static void folders_write(struct sample_files *sample)
{
    suite_folder_make(sample->folder, sizeof sample->folder);
    snprintf(sample->names, sizeof sample->names, "%s/names", sample->folder);
    snprintf(sample->types, sizeof sample->types, "%s/types", sample->folder);
    ck_assert_int_eq(mkdir(sample->names, 0700), 0);
    ck_assert_int_eq(mkdir(sample->types, 0700), 0);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        document_write(sample, sample->names, i);
        document_write(sample, sample->types, i);
    }
}

void sample_init(struct sample_files *sample)
{
    *sample = (struct sample_files){.settings = trainer_defaults};
    error_init(&sample->error);
    buffer_init(&sample->vectors, 1 << 20);
    sample_vectors(&sample->vectors, span_of(words), 8);
    folders_write(sample);
    ck_assert(morphology_open(&sample->morphology, getenv("UZEL_DICTIONARY"), &sample->error));
    for (size_t i = 0; i <= NETWORK_LAYERS; i++)
        sample->settings.widths[i] = 16;
    sample->settings.epochs = 60;
    sample->settings.rate = 0.02f;
    sample->sources = (struct trainer_sources){.names = sample->names,
                                               .types = sample->types,
                                               .vectors = buffer_span(&sample->vectors),
                                               .vectors_file = "vectors"};
}

void sample_release(struct sample_files *sample)
{
    buffer_release(&sample->vectors);
    morphology_close(sample->morphology);
    error_release(&sample->error);
}
