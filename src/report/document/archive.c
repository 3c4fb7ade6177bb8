/* Zip archives that are documents: DOCX and ODT.
 *
 * An archive can be made so that a small file swells to fill the memory. A part is unpacked only
 * where the size that the archive states is bounded, by itself and by the size packed, and no more
 * of it than that. */
#include "archive.h"

#include <stdlib.h>

#include "office.h"
#include "parts.h"

enum {
    SWELL_MOST = 200,            /* times its packed size … */
    SWELL_FREE = 4 * 1024 * 1024 /* … where it is larger than so many bytes */
};

static bool is_swollen(const zip_stat_t *stat)
{
    return stat->size > PART_LIMIT ||
           (stat->size > SWELL_FREE && stat->size / SWELL_MOST > stat->comp_size);
}

static enum part_outcome part_unpack(zip_t *archive, const zip_stat_t *stat, struct buffer *part)
{
    zip_file_t *file = zip_fopen_index(archive, stat->index, 0);
    if (!file)
        return zip_error_code_zip(zip_get_error(archive)) == ZIP_ER_NOPASSWD ? PART_ENCRYPTED
                                                                             : PART_DAMAGED;
    char *room = buffer_extend(part, (size_t)stat->size);
    zip_int64_t read = room ? zip_fread(file, room, stat->size) : -1;
    char beyond;
    bool whole = read >= 0 && (zip_uint64_t)read == stat->size && zip_fread(file, &beyond, 1) == 0;
    zip_fclose(file);
    return whole ? PART_READ : PART_DAMAGED;
}

enum part_outcome archive_part(zip_t *archive, const char *name, struct buffer *part)
{
    zip_stat_t stat;
    const zip_uint64_t needed = ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    buffer_clear(part);
    zip_stat_init(&stat);
    if (zip_stat(archive, name, ZIP_FL_ENC_RAW, &stat) != 0)
        return PART_MISSING;
    if ((stat.valid & needed) != needed)
        return PART_DAMAGED;
    if (is_swollen(&stat))
        return PART_SWOLLEN;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return PART_ENCRYPTED;
    return stat.size == 0 ? PART_DAMAGED : part_unpack(archive, &stat, part);
}

static bool part_fail(enum part_outcome outcome, struct span file, struct error *error)
{
    static const char *const keys[] = {[PART_READ] = "report.office_damaged",
                                       [PART_MISSING] = "report.archive_other",
                                       [PART_SWOLLEN] = "report.archive_swollen",
                                       [PART_ENCRYPTED] = "report.document_encrypted",
                                       [PART_DAMAGED] = "report.office_damaged"};
    return document_fail(error, keys[outcome], file);
}

/* The part with the text, and its form. */
static enum part_outcome main_read(zip_t *archive, struct buffer *part, enum office_form *form)
{
    enum { NAME_LIMIT = 256 };
    struct buffer name;
    enum part_outcome outcome = archive_part(archive, "mimetype", part);
    *form = OFFICE_OPEN;
    if (outcome == PART_READ &&
        span_starts_with(buffer_span(part), SPAN("application/vnd.oasis.opendocument.text"))) {
        /* A part that is encrypted is told by the manifest alone. */
        if (archive_part(archive, "META-INF/manifest.xml", part) == PART_READ &&
            span_find(buffer_span(part), SPAN(":encryption-data"), 0) != SIZE_MAX)
            return PART_ENCRYPTED;
        return archive_part(archive, "content.xml", part);
    }
    *form = OFFICE_WORD;
    outcome = archive_part(archive, "[Content_Types].xml", part);
    if (outcome != PART_READ)
        return outcome;
    buffer_init(&name, NAME_LIMIT);
    outcome = office_main_part(buffer_span(part), &name) && name.size > 1
                  ? archive_part(archive, name.data + (name.data[0] == '/'), part)
                  : PART_MISSING;
    buffer_release(&name);
    return outcome;
}

static bool text_read(struct document *document, zip_t *archive, struct span file,
                      struct error *error)
{
    struct buffer part;
    enum office_form form = OFFICE_WORD;
    buffer_init(&part, PART_LIMIT + 1);
    enum part_outcome outcome = zip_get_num_entries(archive, 0) > PARTS_MOST
                                    ? PART_SWOLLEN
                                    : main_read(archive, &part, &form);
    bool read = outcome == PART_READ && office_text(form, buffer_span(&part), &document->text);
    buffer_release(&part);
    return read || part_fail(outcome, file, error);
}

zip_t *archive_open(struct span bytes)
{
    zip_error_t reason;
    zip_error_init(&reason);
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, &reason);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY, &reason) : NULL;
    if (!archive)
        zip_source_free(source);
    zip_error_fini(&reason);
    return archive;
}

bool archive_read(struct document *document, struct span bytes, struct span file,
                  struct error *error)
{
    zip_t *archive = archive_open(bytes);
    bool read = archive ? text_read(document, archive, file, error)
                        : document_fail(error, "report.archive_damaged", file);
    zip_discard(archive);
    return read;
}
